package io.maillite.camel.pop3;

import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Retrieved;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an operator what is in a maildrop: in a session of its own, by {@code TOP}, without a mark on any message. It
 * counts nowhere, and takes turns with the polls of the route: a mailbox has one session at a time (RFC 1939 section
 * 4), and a look must not cost the route its own.
 */
final class MailboxBrowser {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxBrowser.class);

    /** Octets of a message that are held at most: what a header may cost in memory is not for its sender to say. */
    static final int EXCERPT = 64 * 1024;

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
     * The first messages that pass the filter.
     *
     * @throws IllegalStateException if the mailbox is busy or cannot be read
     */
    List<Exchange> browse(int most, Predicate<? super Exchange> filter) {
        return inSession(session -> {
            List<Exchange> found = new ArrayList<>();
            for (ListedMessage message : listing(session)) {
                if (found.size() == most) {
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
            Pop3Command<Retrieved> top =
                    session.submit(Fetch.HEADERS.command(message.number(), new Excerpt(spool), options));
            session.receive();
            session.requireInStep();
            try {
                top.result();
            } catch (Pop3Exception e) { // it is listed all the same
                LOG.debug("{}: {} is shown without its header. {}", maildrop.name(), message, e.getMessage());
            }
            Exchange exchange = endpoint.createExchange();
            binding.bind(message, spool.content(), exchange, exchange.getIn());
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
            T seen = look.in(session);
            quit(session);
            return seen;
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

    /** Keeps the first octets, and drops the rest. */
    private static final class Excerpt extends OutputStream {
        private final Spool kept;
        private int room = EXCERPT;

        Excerpt(Spool kept) {
            this.kept = kept;
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
        }
    }
}
