package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Retrieved;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a POP3 server do one thing for each exchange, in a session of its own that {@code QUIT} ends. */
@ManagedResource(description = "Managed pop3lite producer")
final class Pop3LiteProducer extends DefaultAsyncProducer implements ManagedMailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3LiteProducer.class);

    private static final String USE = "producer";

    private final Pop3LiteEndpoint endpoint;
    private final Pop3LiteStatistics statistics;
    private final Pop3LiteConfiguration options;
    private final Maildrop maildrop;
    private final SpoolDirectory spools;
    private final Pop3LiteBinding binding;

    Pop3LiteProducer(Pop3LiteEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.statistics = endpoint.statistics();
        this.options = endpoint.getConfiguration();
        this.maildrop = endpoint.maildrop();
        this.spools = SpoolDirectory.of(endpoint.getCamelContext());
        this.binding = new Pop3LiteBinding(options);
    }

    /** At once, in this thread. In this form because JMX shows a producer that has only the other as a mere bridge. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            perform(exchange);
        } catch (Throwable e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** What is wrong with the exchange is said before the server is asked anything. */
    private void perform(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Pop3Operation operation = operation(message);
        MessageName name = operation.takesMessage() ? MessageName.of(message) : MessageName.NOT_GIVEN;
        if (operation.needsMessage() && !name.isGiven()) {
            throw new IllegalArgumentException(operation + " needs a message: name it by the header "
                    + Pop3LiteHeaders.UID + ", or by " + Pop3LiteHeaders.MESSAGE_NUMBER);
        }
        try {
            perform(operation, name, exchange);
        } catch (IOException | RuntimeException e) {
            statistics.failed(e);
            throw e;
        }
    }

    private void perform(Pop3Operation operation, MessageName name, Exchange exchange) throws IOException {
        // one command after the other: there is only one that matters, and some servers drop whoever pipelines
        try (Pop3Session session = maildrop.open(Pipelining.OFF)) {
            long begun = System.nanoTime();
            try {
                perform(operation, name, session, exchange);
            } catch (IOException e) {
                endInVain(operation, session, begun);
                throw e;
            }
            if (operation == Pop3Operation.DELE) {
                quit(session, begun); // unless it is answered +OK, nobody may say that the message is gone
            } else {
                endInVain(operation, session, begun);
            }
        }
    }

    private void quit(Pop3Session session, long begun) throws MailException {
        try {
            session.quit();
            statistics.ended(SessionEnd.COMMITTED, null, System.nanoTime() - begun);
        } catch (Pop3Exception e) {
            statistics.ended(SessionEnd.REFUSED, e.getMessage(), System.nanoTime() - begun);
            throw e;
        } catch (MailException e) {
            statistics.ended(SessionEnd.UNKNOWN, e.getMessage(), System.nanoTime() - begun);
            throw e;
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.usedBy(USE);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.leftBy(USE);
        super.doStop();
    }

    @Override
    public MailboxState state() {
        return endpoint.state();
    }

    @Override
    public void resetStatistics() {
        endpoint.resetStatistics();
    }

    private Pop3Operation operation(Message message) {
        Object header = message.getHeader(Pop3LiteHeaders.OPERATION);
        Pop3Operation operation = header == null ? options.getOperation() : parse(header);
        if (operation == null) {
            throw new IllegalArgumentException("What to do with " + maildrop.name() + "? Give the option operation or"
                    + " the header " + Pop3LiteHeaders.OPERATION + ": one of "
                    + Arrays.toString(Pop3Operation.values()));
        }
        return operation;
    }

    private static Pop3Operation parse(Object header) {
        String name = header.toString().strip();
        try {
            return Pop3Operation.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The header " + Pop3LiteHeaders.OPERATION + " is '" + name + "', and must be one of "
                            + Arrays.toString(Pop3Operation.values()),
                    e);
        }
    }

    private void perform(Pop3Operation operation, MessageName name, Pop3Session session, Exchange exchange)
            throws IOException {
        Message message = exchange.getMessage();
        switch (operation) {
            case STAT -> message.setBody(Listings.of(session.stat()));
            case LIST -> message.setBody(Listings.sizes(session, name, options.getMaxListing()));
            case UIDL -> message.setBody(Listings.uniqueIds(session, name, options.getMaxListing()));
            case CAPA -> message.setBody(session.capa().asMap());
            case NOOP -> session.noop();
            case DELE -> session.dele(name.numberIn(session, options.getMaxListing()));
            case TOP, RETR -> retrieve(operation, name, session, exchange);
        }
    }

    private void retrieve(Pop3Operation operation, MessageName name, Pop3Session session, Exchange exchange)
            throws IOException {
        int number = name.numberIn(session, options.getMaxListing());
        try (Spool spool = new Spool(spools, options::getSpoolThreshold, -1)) {
            Fetch fetch = operation == Pop3Operation.TOP ? Fetch.HEADERS : Fetch.FULL;
            Pop3Command<Retrieved> command = session.submit(fetch.command(number, spool, options));
            session.receive();
            Retrieved retrieved = command.result();
            if (retrieved.tooLarge()) {
                throw new MailException(
                        session.server() + ": message " + number + " is larger than maxMessageSize="
                                + options.getMaxMessageSize() + " octets",
                        null);
            }
            statistics.received(retrieved.octets());
            String uniqueId = name.uniqueId() == null ? uniqueIdOf(number, session) : name.uniqueId();
            MailContent content = spool.content();
            content.octets().keepFor(exchange); // the temporary file goes when the exchange is done
            content.octets().release();
            ListedMessage listed = new ListedMessage(number, retrieved.octets(), uniqueId, null);
            binding.rebind(listed, content, exchange);
        }
    }

    /** Good to know, and no more: many a server has no {@code UIDL}. */
    private static @Nullable String uniqueIdOf(int number, Pop3Session session) {
        try {
            return session.uidl(number).uniqueId().orElse(null);
        } catch (MailException e) {
            LOG.debug("Message {} is fetched without its unique-id. {}", number, e.getMessage());
            return null;
        }
    }

    /** Without {@code QUIT}, where that would delete what was only looked at. */
    private void endInVain(Pop3Operation operation, Pop3Session session, long begun) {
        if (operation == Pop3Operation.RETR && AtRisk.isExpiring(session)) {
            session.abort();
            statistics.ended(SessionEnd.UNKNOWN, null, System.nanoTime() - begun);
        } else {
            quitInVain(session, begun);
        }
    }

    /** Nothing is marked in that session, so nothing depends on the answer. */
    private void quitInVain(Pop3Session session, long begun) {
        if (session.isBroken()) {
            return;
        }
        try {
            quit(session, begun);
        } catch (MailException e) {
            LOG.debug("A session in which nothing was marked did not end well. {}", e.getMessage());
        }
    }
}
