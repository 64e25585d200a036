package io.maillite.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search that finds nothing proves nothing unless it would have found it. */
class HoardTest {
    @ParameterizedTest
    @MethodSource("io.maillite.reliability.secrets.Riches#passwords")
    void aPlantedSecretIsFoundInEveryForm(String secret) {
        Hoard hoard = new Hoard();
        hoard.keep("password", secret);
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        for (String planted : new String[] {
            secret,
            secret.toUpperCase(java.util.Locale.ROOT),
            secret.substring(3, 3 + Hoard.GRAM),
            HexFormat.of().formatHex(octets),
            HexFormat.of().withUpperCase().formatHex(octets),
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"),
            new String(octets, StandardCharsets.ISO_8859_1),
            base64(secret),
            base64("\0jane\0" + secret),
            base64("\0jan\0" + secret),
            base64("\0ja\0" + secret),
            base64("user=jane\1auth=Bearer " + secret + "\1\1"),
            Base64.getUrlEncoder().encodeToString(octets),
        }) {
            assertThat(hoard.found("x".repeat(1000) + "-ERR " + planted))
                    .as(planted)
                    .hasSize(1);
            assertThat(hoard.found(planted + " x".repeat(1000))).as(planted).hasSize(1);
            assertThat(hoard.found(planted + "-".repeat(300) + planted))
                    .as(planted)
                    .hasSize(2);
        }
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        Hoard hoard = new Hoard();
        Riches.passwords().forEach(password -> hoard.keep("password", password));
        assertThat(hoard.found("")).isEmpty();
        assertThat(hoard.found("short")).isEmpty();
        assertThat(hoard.found("-ERR [AUTH] wrong password: *** "
                        + base64("something else").repeat(1000)))
                .isEmpty();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
