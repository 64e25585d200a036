package io.maillite.reliability.secrets;

import io.maillite.sasl.AuthMechanism;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a login makes of a secret: nobody may see that either. */
final class Derived {
    private static final Pattern PROOF = Pattern.compile(",p=(.+)$");
    private static final Pattern SALT_OR_SIGNATURE = Pattern.compile("(?:^|,)(s|v)=([A-Za-z0-9+/]+=*)");

    private Derived() {}

    /** @param line of the client: base64, but for {@code PASS} and {@code APOP} */
    static void keep(Hoard hoard, AuthMechanism mechanism, String line) {
        switch (mechanism) {
            case APOP -> hoard.keep("digest of APOP", line);
            case CRAM_MD5 -> hoard.keep("digest of CRAM-MD5", decoded(line).replaceAll("^.* ", ""));
            case SCRAM_SHA_1, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_256_PLUS -> {
                Matcher proof = PROOF.matcher(decoded(line));
                if (proof.find()) {
                    hoard.keep("proof of SCRAM", proof.group(1));
                }
            }
            default -> {
                // the secret itself
            }
        }
    }

    /** Who sees what SCRAM checks a password with can try passwords by himself. */
    static void keepChallenge(Hoard hoard, AuthMechanism mechanism, byte[] challenge) {
        String text = new String(challenge, StandardCharsets.UTF_8);
        if (mechanism == AuthMechanism.CRAM_MD5) {
            hoard.keepForm("challenge of CRAM-MD5", Base64.getEncoder().encodeToString(challenge));
        } else if (mechanism.protocolName().startsWith("SCRAM")) {
            Matcher found = SALT_OR_SIGNATURE.matcher(text);
            while (found.find()) {
                hoard.keep(found.group(1).equals("s") ? "salt of SCRAM" : "signature of SCRAM", found.group(2));
            }
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
