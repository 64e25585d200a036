package io.maillite.testkit.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaslServerTest {
    private static final Accounts ACCOUNTS = Accounts.of("user", "pencil", "token");
    private static final byte[] BINDING = "end point".getBytes(UTF_8);

    private final List<String> challenges = new ArrayList<>();

    @Test
    void knowsWhoSaysTheRightThingAndNobodyElse() throws IOException {
        assertThat(login("PLAIN", "\0user\0pencil")).isEqualTo("user");
        assertThat(login("PLAIN", "user\0user\0pencil")).isEqualTo("user");
        assertThat(login("PLAIN", "other\0user\0pencil")).isNull();
        assertThat(login("PLAIN", "\0user\0pen")).isNull();
        assertThat(login("PLAIN", "user pencil")).isNull();
        assertThat(login("LOGIN", "user", "pencil")).isEqualTo("user");
        assertThat(login("LOGIN", "user", "crayon")).isNull();
        assertThat(login("XOAUTH2", "user=user\1auth=Bearer token\1\1")).isEqualTo("user");
        assertThat(login("OAUTHBEARER", "n,a=user,\1host=h\1port=110\1auth=Bearer token\1\1"))
                .isEqualTo("user");
        assertThat(login("EXTERNAL", "")).isEqualTo("by certificate");
    }

    @Test
    void refusesATokenWithAChallengeThatSaysWhy() throws IOException {
        assertThat(login("XOAUTH2", "user=user\1auth=Bearer old\1\1", "")).isNull();
        assertThat(challenges).singleElement().asString().contains("\"status\":\"401\"");
        challenges.clear();
        assertThat(login("OAUTHBEARER", "n,a=user,\1auth=Bearer old\1\1", "\1")).isNull();
        assertThat(challenges).singleElement().asString().contains("invalid_token");
    }

    @Test
    void cramMd5() throws IOException {
        Function<String, String> right = challenge -> "user "
                + HexFormat.of()
                        .formatHex(SaslServer.hmac("HmacMD5", "pencil".getBytes(UTF_8), challenge.getBytes(UTF_8)));
        assertThat(play("CRAM-MD5", null, right)).isEqualTo("user");
        assertThat(play("CRAM-MD5", null, challenge -> "user 00")).isNull();
        assertThat(play("CRAM-MD5", "user".getBytes(UTF_8), right))
                .as("no initial response")
                .isNull();
        byte[] ofRfc2195 = SaslServer.hmac(
                "HmacMD5",
                "tanstaaftanstaaf".getBytes(UTF_8),
                "<1896.697170952@postoffice.reston.mci.net>".getBytes(UTF_8));
        assertThat(HexFormat.of().formatHex(ofRfc2195)).isEqualTo("b913a602c7eda7a495b4e6e7334d3890");
    }

    @Test
    void apop() {
        assertThat(SaslServer.apopDigest("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf"))
                .isEqualTo("c4c9334bac560ecc979e58001b3e22fb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"})
    void scram(String mechanism) throws IOException {
        String flag = mechanism.endsWith("-PLUS") ? "p=tls-server-end-point" : "n";
        assertThat(scram(mechanism, flag, "pencil")).isEqualTo("user");
        assertThat(challenges.get(1)).startsWith("v=");
        assertThat(scram(mechanism, flag, "crayon")).isNull();
        assertThat(scram(mechanism, "y", "pencil"))
                .as("the PLUS was taken out of the list")
                .isNull();
    }

    /** A client of RFC 5802, with the JDK's own PBKDF2. */
    private String scram(String mechanism, String flag, String password) throws IOException {
        challenges.clear();
        boolean sha1 = mechanism.contains("SHA-1");
        String mac = sha1 ? "HmacSHA1" : "HmacSHA256";
        String bare = "n=user,r=abc";
        return play(mechanism, (flag + ",," + bare).getBytes(UTF_8), challenge -> {
            if (challenge.startsWith("v=")) {
                return "";
            }
            String[] parts = challenge.split(",");
            byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
            int iterations = Integer.parseInt(parts[2].substring(2));
            byte[] binding = flag.startsWith("p") ? BINDING : new byte[0];
            byte[] header = (flag + ",,").getBytes(UTF_8);
            byte[] channel = Arrays.copyOf(header, header.length + binding.length);
            System.arraycopy(binding, 0, channel, header.length, binding.length);
            String unproved = "c=" + Base64.getEncoder().encodeToString(channel) + "," + parts[0];
            try {
                byte[] salted = SecretKeyFactory.getInstance("PBKDF2With" + mac)
                        .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, sha1 ? 160 : 256))
                        .getEncoded();
                byte[] proof = SaslServer.hmac(mac, salted, "Client Key".getBytes(UTF_8));
                byte[] stored =
                        MessageDigest.getInstance(sha1 ? "SHA-1" : "SHA-256").digest(proof);
                byte[] signature =
                        SaslServer.hmac(mac, stored, (bare + "," + challenge + "," + unproved).getBytes(UTF_8));
                for (int i = 0; i < proof.length; i++) {
                    proof[i] ^= signature[i];
                }
                return unproved + ",p=" + Base64.getEncoder().encodeToString(proof);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The first answer is the initial response, but for LOGIN. */
    private String login(String mechanism, String... answers) throws IOException {
        List<String> left = new ArrayList<>(List.of(answers));
        byte[] initial = mechanism.equals("LOGIN") ? null : left.remove(0).getBytes(UTF_8);
        return play(mechanism, initial, challenge -> left.remove(0));
    }

    private String play(String mechanism, byte[] initial, Function<String, String> client) throws IOException {
        return new SaslServer(ACCOUNTS, SaslServer.MECHANISMS).login(mechanism, new SaslDialogue() {
            @Override
            public byte[] initialResponse() {
                return initial;
            }

            @Override
            public byte[] challenge(byte[] challenge) {
                challenges.add(new String(challenge, UTF_8));
                return client.apply(new String(challenge, UTF_8)).getBytes(UTF_8);
            }

            @Override
            public byte[] channelBinding() {
                return BINDING;
            }

            @Override
            public boolean hasClientCertificate() {
                return true;
            }
        });
    }
}
