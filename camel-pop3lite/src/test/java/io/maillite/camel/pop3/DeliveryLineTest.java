package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.support.MailContent;
import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryLineTest {
    private final Notes notes = new Notes();
    private final Ledger ledger = new Ledger(new RememberedIds(), 0);
    private final List<Integer> processed = new ArrayList<>();
    private final Queue<Runnable> unfinished = new ArrayDeque<>();
    private boolean mayStart = true;

    private Delivery delivery(int index) throws IOException {
        try (Spool spool = new Spool(SpoolDirectory.of(new DefaultCamelContext()), 100, -1)) {
            MailContent content = spool.content();
            return new Delivery(new ListedMessage(index + 1, 0, null, null), content, index, ledger, notes);
        }
    }

    private void atOnce(Delivery delivery, Runnable next) {
        processed.add(delivery.index());
        next.run();
    }

    private void later(Delivery delivery, Runnable next) {
        processed.add(delivery.index());
        unfinished.add(next);
    }

    private DeliveryLine line(DeliveryLine.Route route, Executor workers) {
        return new DeliveryLine(route, workers, 1, () -> mayStart);
    }

    /** A system that gives no more threads, and a pool that is shut down. */
    private static Executor without(boolean threads) {
        return work -> {
            if (threads) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            throw new RejectedExecutionException("shut down");
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutAThreadTheOneThatOffersDoesTheWork(boolean threads) throws IOException {
        DeliveryLine line = line(this::atOnce, without(threads));
        line.offer(delivery(0));
        line.offer(delivery(1));
        assertThat(processed).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutAThreadTheOneThatCompletesGoesOn(boolean threads) throws IOException {
        DeliveryLine line = line(this::later, without(threads));
        line.offer(delivery(0));
        line.offer(delivery(1));
        assertThat(processed).containsExactly(0);
        unfinished.remove().run();
        assertThat(processed).containsExactly(0, 1);
        unfinished.remove().run();
        line.offer(delivery(2));
        assertThat(processed).containsExactly(0, 1, 2);
    }

    @Test
    void withoutAThreadNothingIsStartedThatMayNotBe() throws IOException {
        DeliveryLine line = line(this::atOnce, without(true));
        Delivery delivery = delivery(0);
        mayStart = false;
        line.offer(delivery);
        assertThat(processed).isEmpty();
        assertThat(delivery.state()).isEqualTo(Delivery.State.DROPPED);
        mayStart = true;
        line.offer(delivery(1));
        assertThat(processed).containsExactly(1);
    }
}
