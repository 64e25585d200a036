package io.maillite.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormTest {
    @ParameterizedTest
    @CsvSource({
        "a^$b^$, a^$b^$",
        "a$b$, a^$b^$",
        "a^b^, a^$b^$",
        "a, a^$",
        "a^$$b, a^$^$b^$",
        "a^^$b, a^$^$b^$",
        "$^, ^$^$",
        ".^$., .^$.^$",
        "'', ''"
    })
    void everyLineEndsInCrlf(String file, String wire) throws IOException {
        byte[] octets = file.replace('^', '\r').replace('$', '\n').getBytes(US_ASCII);
        for (int split = 0; split <= octets.length; split++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            WireForm form = new WireForm(out);
            form.write(octets, 0, split);
            form.write(octets, split, octets.length - split);
            form.finish();

            assertThat(out.toString(US_ASCII).replace('\r', '^').replace('\n', '$'))
                    .isEqualTo(wire);
        }
    }
}
