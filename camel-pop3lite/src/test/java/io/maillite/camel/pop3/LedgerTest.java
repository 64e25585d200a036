package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.pop3.Ledger.Standing;
import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What is remembered of a message whose exchange has not ended yet. */
class LedgerTest {
    private final CamelContext context = new DefaultCamelContext();
    private final Ledger ledger = new Ledger(new RememberedIds(), 0);

    private Delivery delivery() throws IOException {
        try (Spool spool = new Spool(SpoolDirectory.of(context), 100, -1)) {
            return new Delivery(new ListedMessage(1, 10, "id", "id"), spool.content(), 0, ledger, new Notes());
        }
    }

    @Test
    void anExchangeThatWasWithdrawnWhileItRanProcessesNothing() throws Exception {
        Delivery delivery = delivery();
        delivery.start();
        ledger.withdraw(List.of("id"));
        assertThat(ledger.standing("id")).isEqualTo(Standing.UNDER_WAY);

        delivery.returned();
        delivery.cameToItsEnd(false);
        delivery.hear(Delivery.State.COMPLETED);

        assertThat(ledger.standing("id")).isEqualTo(Standing.NEW);
    }

    @Test
    void theNextExchangeOfItCountsAgain() throws Exception {
        Delivery first = delivery();
        first.start();
        ledger.withdraw(List.of("id"));
        first.failed();
        Delivery second = delivery();
        second.start();

        second.returned();
        second.cameToItsEnd(false);
        second.hear(Delivery.State.COMPLETED);

        assertThat(ledger.standing("id")).isEqualTo(Standing.PROCESSED);
    }
}
