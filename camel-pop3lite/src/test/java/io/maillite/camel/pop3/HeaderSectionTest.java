package io.maillite.camel.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import java.io.IOException;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSectionTest {
    private static @Nullable String find(String message) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext();
                Spool spool = new Spool(SpoolDirectory.of(context), 1 << 20, -1)) {
            spool.write(message.getBytes(ISO_8859_1));
            HeaderSection header = new HeaderSection(spool.content().octets());
            while (header.next()) {
                if (header.isNamed("date".getBytes(ISO_8859_1))) {
                    return header.value(1000);
                }
            }
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Date: now\r\n\r\n', ' now'",
        "'dATE:now\r\nDate: then\r\n\r\n', 'now'",
        "'Date \t: now\n\n', ' now'",
        "'Date: now', ' now'",
        "'Date: a\rb\r', ' a\rb\r'",
        "'X: y\r\nDate: no\r\n w\r\nX: y\r\n\r\n', ' no w'",
        "'no field\nDate: now\n\n', ' now'",
        "'\rno field\n :neither\nDate: now\n\n', ' now'",
        "'From a@b Mon 10:15\nDate: now\n\n', ' now'",
        "'Dates: x\r\nDate2: x\r\nDate: now\r\n\r\n', ' now'",
    })
    void theFirstFieldOfThatName(String message, String value) throws IOException {
        assertThat(find(message)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "D",
                "Date",
                "Date\r\n\r\n",
                "\r\nDate: in the body",
                "X: y\r\n\r\nDate: in the body",
                "X: y\n\nDate: in the body",
                "X: y\r\n Date: folded\r\n\r\n",
                "XDate: now\r\n\r\n"
            })
    void noFieldOfThatName(String message) throws IOException {
        assertThat(find(message)).isNull();
    }

    @Test
    void whereverItStandsInWhatIsReadAtATime() throws IOException {
        for (int before = 900; before < 1100; before++) {
            String message = "X: " + "y".repeat(before) + "\r\nDate: no\r\n w\r\n\r\n" + "z".repeat(2000);
            assertThat(find(message)).as("behind %s octets", before).isEqualTo(" no w");
        }
    }

    @Test
    void whatGoesOnWithoutEndIsCutOff() throws IOException {
        assertThat(find("X: y\r\n".repeat(50_000) + "Date: now\r\n\r\n")).isNull();
        assertThat(find("Date: " + "x".repeat(100_000))).hasSize(1000);
    }
}
