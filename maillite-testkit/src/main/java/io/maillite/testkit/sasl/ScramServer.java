package io.maillite.testkit.sasl;

import static io.maillite.testkit.sasl.SaslServer.octets;
import static io.maillite.testkit.sasl.SaslServer.text;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of SCRAM (RFC 5802, RFC 7677), with {@code tls-server-end-point} (RFC 5929) for the PLUS variants.
 */
final class ScramServer {
    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = octets("a salt for tests");

    private final boolean plus;
    private final boolean plusKnown;
    private final String hash;
    private final Accounts accounts;

    ScramServer(String mechanism, boolean plusKnown, Accounts accounts) {
        this.plus = mechanism.endsWith("-PLUS");
        this.plusKnown = plusKnown;
        this.hash = mechanism.contains("SHA-256") ? "SHA-256" : "SHA-1";
        this.accounts = accounts;
    }

    @Nullable
    String login(SaslDialogue dialogue) throws IOException {
        byte[] response = dialogue.firstResponse();
        if (response == null) {
            return null;
        }
        String clientFirst = text(response);
        // gs2-header: cbind-flag "," [authzid] ","
        String[] parts = clientFirst.split(",", -1);
        if (parts.length < 4 || !parts[2].startsWith("n=") || !parts[3].startsWith("r=")) {
            return null;
        }
        byte[] binding = binding(parts[0], dialogue);
        String username = parts[2].substring(2).replace("=2C", ",").replace("=3D", "=");
        String password = accounts.password(username);
        if (binding == null || password == null) {
            return null;
        }
        String gs2Header = parts[0] + "," + parts[1] + ",";
        String clientFirstBare = clientFirst.substring(gs2Header.length());
        String nonce = parts[3].substring(2) + Long.toHexString(System.nanoTime());
        String serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + ITERATIONS;
        byte[] second = dialogue.challenge(octets(serverFirst));
        if (second == null) {
            return null;
        }

        String clientFinal = text(second);
        int proofAt = clientFinal.lastIndexOf(",p=");
        String channel = Base64.getEncoder().encodeToString(joined(octets(gs2Header), binding));
        if (proofAt < 0 || !clientFinal.substring(0, proofAt).equals("c=" + channel + ",r=" + nonce)) {
            return null;
        }
        byte[] authMessage = octets(clientFirstBare + "," + serverFirst + "," + clientFinal.substring(0, proofAt));
        byte[] salted = salted(octets(password));
        byte[] clientKey = mac(salted, octets("Client Key"));
        byte[] signature = mac(digest(clientKey), authMessage);
        byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
        if (!Arrays.equals(xor(clientKey, signature), proof)) {
            return null;
        }
        byte[] verifier = mac(mac(salted, octets("Server Key")), authMessage);
        byte[] last = dialogue.challenge(octets("v=" + Base64.getEncoder().encodeToString(verifier)));
        return last != null && last.length == 0 ? username : null;
    }

    /** What the client must have bound to: nothing without PLUS; {@code null} if its flag is not right (RFC 5802 6). */
    private byte @Nullable [] binding(String flag, SaslDialogue dialogue) {
        byte[] endPoint = dialogue.channelBinding();
        if (plus) {
            return flag.equals("p=tls-server-end-point") ? endPoint : null;
        }
        // "y": the client could bind and saw no PLUS. If we can, somebody took it out of the list.
        boolean stripped = flag.equals("y") && endPoint != null && plusKnown;
        boolean legal = flag.equals("n") || flag.equals("y");
        return legal && !stripped ? new byte[0] : null;
    }

    private byte[] mac(byte[] key, byte[] text) {
        return SaslServer.hmac(hash.equals("SHA-1") ? "HmacSHA1" : "HmacSHA256", key, text);
    }

    private byte[] salted(byte[] password) {
        byte[] block = mac(password, joined(SALT, new byte[] {0, 0, 0, 1}));
        byte[] salted = block.clone();
        for (int i = 1; i < ITERATIONS; i++) {
            block = mac(password, block);
            salted = xor(salted, block);
        }
        return salted;
    }

    private byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance(hash).digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] result = a.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= b[i];
        }
        return result;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
