package io.maillite.reliability.secrets;

import java.nio.charset.StandardCharsets;

/** What a server may say in a challenge. */
final class SaslServerText {
    private SaslServerText() {}

    /** The secret, where the mechanism has a place for a server's own words. */
    static byte[] telling(Mechanism mechanism, String secret) {
        String said =
                switch (mechanism.name()) {
                    case OAUTHBEARER, XOAUTH2 -> "{\"status\":\"401\",\"error\":\"" + secret + "\"}";
                    case SCRAM_SHA_1, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_256_PLUS ->
                        "e=" + secret.replace(",", "").replace("=", "");
                    default -> "Is it " + secret + "?";
                };
        return said.getBytes(StandardCharsets.UTF_8);
    }
}
