package io.maillite.camel.support.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {
    private final Sheet sheet = new Sheet()
            .put("messagesReceived", 3L)
            .put("uses", List.of("route mail", "pollEnrich"))
            .put("nothingKnown", null)
            .put("lastSession", new Sheet().put("took", Duration.ofMillis(1500)).put("isOpen", false));

    @Test
    void isReadByPeopleInItsOrder() {
        StringBuilder out = new StringBuilder();
        sheet.print(out, "  ");
        assertThat(out).hasToString("""
                  Messages received: 3
                  Uses: route mail, pollEnrich
                  Last session:
                      Took: 1s500ms
                      Is open: false
                """);
    }

    @Test
    void isReadByPrograms() {
        assertThat(sheet.toJson().toJson())
                .isEqualTo("{\"messagesReceived\":3,\"uses\":[\"route mail\",\"pollEnrich\"],"
                        + "\"lastSession\":{\"took\":1500,\"isOpen\":false}}");
    }

    @Test
    void aTimeIsMillisecondsForAProgramAndAnAgeForPeople() {
        Sheet time = new Sheet().put("begun", Instant.now().minusSeconds(7200));
        StringBuilder out = new StringBuilder();
        time.print(out, "");
        assertThat(out.toString()).startsWith("Begun: 2h").endsWith(" ago\n");
        assertThat(time.toJson().getLong("begun")).isLessThan(System.currentTimeMillis() - 7_199_000);
    }
}
