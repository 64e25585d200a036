package io.maillite.camel.pop3;

import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Retrieved;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an operator what is in a maildrop: in a session of its own, by {@code TOP}, without a mark on any message. It
 * counts nowhere, and takes turns with the polls of the route: a mailbox has one session at a time (RFC 1939 section
 * 4), and a look must not cost the route its own. A poll that is due meanwhile is skipped, so a look has an end,
 * whatever the server does: it takes a minute at most, and the stop of the route ends it.
 */
final class MailboxBrowser {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxBrowser.class);

    /** Octets of a message that are held at most: what a header may cost in memory is not for its sender to say. */
    static final int EXCERPT = 64 * 1024;

    /** How long a look takes at most, once it is logged in: for so long no poll is made. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** So many messages are looked at for each that may be shown: a filter that passes none must not read them all. */
    static final int LOOKED_AT = 10;

    private final Pop3LiteEndpoint endpoint;
    private final Pop3LiteConfiguration options;
    private final Maildrop maildrop;
    private final Pop3LiteBinding binding;
    private final SpoolDirectory spools;

    /** What is done in the session. */
    private interface Look<T> {
        T in(Pop3Session session) throws IOException;
    }

    MailboxBrowser(Pop3LiteEndpoint endpoint) {
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.maildrop = endpoint.maildrop();
        this.binding = new Pop3LiteBinding(options);
        this.spools = SpoolDirectory.of(endpoint.getCamelContext());
    }

    /**
     * How many messages there are.
     *
     * @throws IllegalStateException if the mailbox is busy or cannot be read
     */
    int count() {
        return inSession(session -> session.stat().count());
    }

    /**
     * The first messages that pass the filter, of those that are looked at.
     *
     * @throws IllegalStateException if the mailbox is busy or cannot be read
     */
    List<Exchange> browse(int most, Predicate<? super Exchange> filter) {
        return inSession(session -> {
            List<Exchange> found = new ArrayList<>();
            int lookedAt = 0;
            for (ListedMessage message : listing(session)) {
                if (found.size() == most || lookedAt++ == (long) LOOKED_AT * most) {
                    break;
                }
                Exchange exchange = show(message, session);
                if (filter.test(exchange)) {
                    found.add(exchange);
                }
            }
            return found;
        });
    }

    private List<ListedMessage> listing(Pop3Session session) throws MailException {
        return MaildropListing.of(session, options.getMaxListing(), UnaryOperator.identity(), false, false)
                .messages();
    }

    private Exchange show(ListedMessage message, Pop3Session session) throws IOException {
        try (Spool spool = new Spool(spools, EXCERPT, -1)) {
            Excerpt excerpt = new Excerpt(spool);
            Pop3Command<Retrieved> top =
                    session.submit(Pop3Commands.top(message.number(), options.getTopLines(), excerpt, 0));
            session.receive();
            session.requireInStep();
            try {
                top.result();
            } catch (Pop3Exception e) { // it is listed all the same
                LOG.debug("{}: {} is shown without its header. {}", maildrop.name(), message, e.getMessage());
            } catch (IOException e) {
                if (!excerpt.isFull()) {
                    throw e;
                }
                LOG.debug("{}: {} is shown cut", maildrop.name(), message);
            }
            Exchange exchange = endpoint.createExchange();
            binding.bind(message, spool.content(), exchange);
            if (message.size() >= 0) {
                exchange.getIn().setHeader(Pop3LiteHeaders.SIZE, message.size()); // and not that of what is shown
            }
            return exchange;
        }
    }

    private <T> T inSession(Look<T> look) {
        Pop3LiteConsumer consumer = endpoint.consumer();
        if (endpoint.statistics().isOpen() || (consumer != null && !consumer.holdPolls())) {
            throw busy("it is being read just now");
        }
        try (Pop3Session session = maildrop.open(Pipelining.OFF)) {
            return inTime(look, session);
        } catch (IOException e) {
            LOG.debug("{} cannot be browsed", maildrop.name(), e);
            throw e instanceof Pop3Exception refusal && refusal.isBusy()
                    ? busy("somebody else has it open. " + e.getMessage())
                    : new IllegalStateException(maildrop.name() + " cannot be browsed. " + e.getMessage());
        } finally {
            if (consumer != null) {
                consumer.letPoll();
            }
        }
    }

    private <T> T inTime(Look<T> look, Pop3Session session) throws IOException {
        Duration longest = endpoint.longestLook();
        CompletableFuture<Void> over = new CompletableFuture<Void>().orTimeout(longest.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> unused = over.whenComplete((nothing, late) -> {
            if (late != null) {
                session.abort();
            }
        });
        endpoint.looks().add(session);
        try {
            T seen = look.in(session);
            quit(session);
            return seen;
        } catch (MailException e) {
            if (!over.isCompletedExceptionally()) {
                throw e;
            }
            throw new IOException(
                    "A look may take " + longest.toSeconds() + " s: ask for fewer messages (browseLimit="
                            + endpoint.getBrowseLimit() + "). " + e.getMessage(),
                    e);
        } finally {
            endpoint.looks().remove(session);
            over.complete(null);
        }
    }

    /** Without a cause: over JMX, whoever asks need not have our classes. */
    private IllegalStateException busy(String why) {
        return new IllegalStateException(maildrop.name() + " is busy, and not browsed: " + why);
    }

    /** Nothing is marked, so nothing depends on the answer. */
    private void quit(Pop3Session session) {
        try {
            session.quit();
        } catch (MailException e) {
            LOG.debug("{}: a look did not end well. {}", maildrop.name(), e.getMessage());
        }
    }

    /**
     * Keeps the first octets, and fails behind them: what then comes is dropped by the rule for any sink that fails.
     */
    private static final class Excerpt extends OutputStream {
        private final Spool kept;
        private int room = EXCERPT;
        private boolean full;

        Excerpt(Spool kept) {
            this.kept = kept;
        }

        /** Whether there was more than it keeps. */
        boolean isFull() {
            return full;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            int taken = Math.min(length, room);
            kept.write(octets, offset, taken);
            room -= taken;
            if (taken < length) {
                full = true;
                throw new IOException("no more than " + EXCERPT + " octets are shown");
            }
        }
    }
}
