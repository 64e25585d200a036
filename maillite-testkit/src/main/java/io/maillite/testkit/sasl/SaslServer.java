package io.maillite.testkit.sasl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks a login by any of the {@linkplain #MECHANISMS mechanisms}. */
public final class SaslServer {
    /** All that it knows. */
    public static final List<String> MECHANISMS = List.of(
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-1",
            "OAUTHBEARER",
            "XOAUTH2",
            "CRAM-MD5",
            "PLAIN",
            "LOGIN",
            "EXTERNAL");

    private final Accounts accounts;
    private final List<String> mechanisms;

    /**
     * @param accounts who may log in
     * @param mechanisms what the server can do, whatever it offers
     */
    public SaslServer(Accounts accounts, List<String> mechanisms) {
        this.accounts = accounts;
        this.mechanisms = List.copyOf(mechanisms);
    }

    /** Whether the server can do this one. */
    public boolean knows(String mechanism) {
        return mechanisms.contains(mechanism);
    }

    /** Plays the mechanism's dialogue; gives the user who is logged in now, or {@code null} if nobody is. */
    public @Nullable String login(String mechanism, SaslDialogue dialogue) throws IOException {
        return switch (mechanism) {
            case "PLAIN" -> plain(dialogue);
            case "LOGIN" -> login(dialogue);
            case "CRAM-MD5" -> cramMd5(dialogue);
            case "XOAUTH2" -> xoauth2(dialogue);
            case "OAUTHBEARER" -> oauthBearer(dialogue);
            case "EXTERNAL" -> external(dialogue);
            case "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" -> {
                boolean plusKnown = knows(mechanism.replace("-PLUS", "") + "-PLUS");
                yield new ScramServer(mechanism, plusKnown, accounts).login(dialogue);
            }
            default -> null;
        };
    }

    private @Nullable String checked(String username, String password) {
        return password.equals(accounts.password(username)) ? username : null;
    }

    /** RFC 4616. */
    private @Nullable String plain(SaslDialogue dialogue) throws IOException {
        byte[] response = dialogue.firstResponse();
        if (response == null) {
            return null;
        }
        String[] parts = text(response).split("\0", -1);
        boolean asHimself = parts.length == 3 && (parts[0].isEmpty() || parts[0].equals(parts[1]));
        return asHimself ? checked(parts[1], parts[2]) : null;
    }

    private @Nullable String login(SaslDialogue dialogue) throws IOException {
        byte[] initial = dialogue.initialResponse();
        byte[] username = initial == null ? dialogue.challenge(octets("Username:")) : initial;
        byte[] password = username == null ? null : dialogue.challenge(octets("Password:"));
        return username == null || password == null ? null : checked(text(username), text(password));
    }

    /** RFC 2195. It knows no initial response. */
    private @Nullable String cramMd5(SaslDialogue dialogue) throws IOException {
        if (dialogue.initialResponse() != null) {
            return null;
        }
        byte[] challenge = octets("<" + System.nanoTime() + "." + hashCode() + "@localhost>");
        byte[] response = dialogue.challenge(challenge);
        if (response == null) {
            return null;
        }
        String answer = text(response);
        int space = answer.lastIndexOf(' ');
        String username = answer.substring(0, Math.max(0, space));
        String password = accounts.password(username);
        if (password == null) {
            return null;
        }
        String digest = HexFormat.of().formatHex(hmac("HmacMD5", octets(password), challenge));
        return digest.equals(answer.substring(space + 1)) ? username : null;
    }

    /** {@code user=…^Aauth=Bearer …^A^A}; a refusal is a challenge that the client answers with an empty line. */
    private @Nullable String xoauth2(SaslDialogue dialogue) throws IOException {
        byte[] response = dialogue.firstResponse();
        if (response == null) {
            return null;
        }
        String[] fields = text(response).split("\1", -1);
        boolean formed = fields.length == 4
                && fields[0].startsWith("user=")
                && fields[1].startsWith("auth=Bearer ")
                && (fields[2] + fields[3]).isEmpty();
        if (formed && accounts.acceptsToken(fields[0].substring(5), fields[1].substring(12))) {
            return fields[0].substring(5);
        }
        dialogue.challenge(octets("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail\"}"));
        return null;
    }

    /** RFC 7628; a refusal is a challenge that the client answers with {@code ^A}. */
    private @Nullable String oauthBearer(SaslDialogue dialogue) throws IOException {
        byte[] response = dialogue.firstResponse();
        if (response == null) {
            return null;
        }
        String message = text(response);
        int header = message.indexOf('\1');
        if (header > 0 && message.startsWith("n,a=") && message.endsWith("\1\1")) {
            String username =
                    message.substring(4, header - 1).replace("=2C", ",").replace("=3D", "=");
            for (String field : message.substring(header + 1).split("\1", -1)) {
                if (field.startsWith("auth=Bearer ") && accounts.acceptsToken(username, field.substring(12))) {
                    return username;
                }
            }
        }
        dialogue.challenge(octets("{\"status\":\"invalid_token\",\"scope\":\"mail\"}"));
        return null;
    }

    /** RFC 4422, appendix A. */
    private static @Nullable String external(SaslDialogue dialogue) throws IOException {
        byte[] response = dialogue.firstResponse();
        if (response == null || !dialogue.hasClientCertificate()) {
            return null;
        }
        return response.length == 0 ? "by certificate" : text(response);
    }

    /** The digest of {@code APOP}: MD5 of the greeting's time stamp and the password (RFC 1939 7). */
    public static String apopDigest(String timestamp, String password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(octets(timestamp + password)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
