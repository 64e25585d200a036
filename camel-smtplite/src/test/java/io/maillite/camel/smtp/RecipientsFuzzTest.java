package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.smtp.Envelope;
import io.maillite.testkit.evidence.Replays;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** What a header or an option names as recipients and parameters: texts, one each, or an error of the caller's. */
class RecipientsFuzzTest {
    private static final Replays REPLAYS = Replays.of("smtplite-recipients");

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void anyTextIsSplitOrRefused(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            String text = new String(input, StandardCharsets.UTF_8);
            List<String> addresses = Addresses.of(text);
            assertThat(addresses).noneMatch(String::isBlank);
            for (String address : addresses) {
                try {
                    Envelope.requireAddress(address);
                    assertThat(Addresses.of(address)).containsExactly(address.strip());
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageContaining("cannot be used");
                }
            }
            Parameters parameters = Parameters.of("CamelSmtpLiteMailParameters", text);
            assertThat(parameters.all().keySet()).noneMatch(name -> name.contains(" ") || name.contains("="));
        });
    }
}
