package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.camel.support.MailContent;
import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import io.maillite.testkit.evidence.Replays;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;

/** The header section of a message, which whoever sends mail writes: something is made of it, or nothing. */
class HeaderFieldsFuzzTest {
    private static final Replays REPLAYS = Replays.of("header-fields");
    private static final SpoolDirectory SPOOLS = SpoolDirectory.of(new DefaultCamelContext());

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void anyHeaderSectionIsRead(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            try (Spool spool = new Spool(SPOOLS, () -> 1L << 20, input.length)) {
                spool.write(input, 0, input.length);
                MailContent content = spool.content();
                MailDate.of(content);
                MailHeaders headers = new MailHeaders(content);
                assertThat(headers.size()).isLessThanOrEqualTo(HeaderSection.MAX_FIELDS);
                headers.forEach((name, value) -> {
                    assertThat(headers.containsKey(name)).isTrue();
                    for (Object one : value instanceof List<?> all ? all : List.of(value)) {
                        assertThat(one.toString().chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)))
                                .isTrue();
                    }
                });
                content.octets().release();
            }
        });
    }
}
