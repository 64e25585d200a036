package io.maillite.camel.pop3;

import io.maillite.camel.support.watch.Users;
import io.maillite.pop3.Pop3Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.BrowsableEndpoint;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Receive messages from a POP3 mailbox, octet for octet, and remove them only once their exchange has completed. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "pop3lite",
        title = "POP3 Lite",
        syntax = "pop3lite:host:port",
        category = Category.MAIL,
        headersClass = Pop3LiteHeaders.class)
@ManagedResource(description = "Managed pop3lite endpoint")
public class Pop3LiteEndpoint extends ScheduledPollEndpoint
        implements ManagedMailbox, EndpointServiceLocation, BrowsableEndpoint {
    static final long DEFAULT_DELAY = 60_000;

    private static final int DEFAULT_BROWSE_LIMIT = 100;

    /** Servers may end a session that was silent for 10 minutes (RFC 1939 section 3); many do so sooner. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    @UriParam
    private final Pop3LiteConfiguration configuration;

    private final RememberedIds remembered = new RememberedIds();
    private final Pop3LiteStatistics statistics = new Pop3LiteStatistics();
    private final Users<Pop3LiteStatistics> users = new Users<>(statistics, Pop3LiteStatistics.SERIES);
    private volatile @Nullable Pop3LiteConsumer consumer;
    private volatile @Nullable Maildrop maildrop;
    private @Nullable Ledger ledger;
    private volatile @Nullable OnDemandReader onDemand;
    private final Set<Pop3Session> looks = ConcurrentHashMap.newKeySet();
    private Duration longestLook = MailboxBrowser.LONGEST;

    // Camel's own field says 500 ms; the metadata takes this one first.
    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "" + DEFAULT_DELAY,
            javaType = "java.time.Duration",
            description = "Milliseconds before the next poll.")
    private long delay = DEFAULT_DELAY;

    @UriParam(
            label = "advanced",
            defaultValue = "" + DEFAULT_BROWSE_LIMIT,
            description = "How many messages to show at most when the mailbox is browsed (JMX, console).")
    private int browseLimit = DEFAULT_BROWSE_LIMIT;

    private Duration keepAlive = KEEP_ALIVE;

    public Pop3LiteEndpoint(String uri, Pop3LiteComponent component, Pop3LiteConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        super.setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() {
        configuration.validateProducer();
        return new Pop3LiteProducer(this);
    }

    /** One of our own: Camel's would complete an exchange when it is queued, and so empty the mailbox into a queue. */
    @Override
    public PollingConsumer createPollingConsumer() {
        validateConsumer();
        return new Pop3LitePollingConsumer(this, onDemandReader());
    }

    /** For tests: how long a session that is read on demand is silent. */
    void setKeepAlive(Duration keepAlive) {
        this.keepAlive = keepAlive;
    }

    private void validateConsumer() {
        configuration.validateConsumer();
        Pop3Operation operation = configuration.getOperation();
        boolean ofComponent =
                ((Pop3LiteComponent) getComponent()).getConfiguration().getOperation() == operation;
        if (operation != null && !ofComponent) {
            throw new IllegalArgumentException("operation=" + operation + " is for producers (to): who reads from a"
                    + " mailbox retrieves its messages and deletes them");
        }
    }

    private synchronized OnDemandReader onDemandReader() {
        OnDemandReader reader = onDemand;
        if (reader == null) {
            ExceptionHandler exceptions = getExceptionHandler();
            reader = new OnDemandReader(
                    this,
                    exceptions == null ? new LoggingExceptionHandler(getCamelContext(), getClass()) : exceptions,
                    keepAlive);
            onDemand = reader;
        }
        return reader;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        validateConsumer();
        maildrop();
        Pop3LiteConsumer created = new Pop3LiteConsumer(this, processor);
        configureConsumer(created);
        PollThreads pollers = component().pollers();
        if (pollers != null && created.getScheduler() == null && created.getScheduledExecutorService() == null) {
            created.setScheduler(new SharedPollScheduler(pollers, created));
        }
        consumer = created;
        return created;
    }

    Pop3LiteComponent component() {
        return (Pop3LiteComponent) getComponent();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        startRepository();
    }

    /** Camel's are services. It goes with the context, not with this endpoint: mailboxes share repositories. */
    void startRepository() throws Exception {
        IdempotentRepository repository = configuration.getIdempotentRepository();
        if (repository != null && !getCamelContext().hasService(repository)) {
            getCamelContext().addService(repository);
        }
        ServiceHelper.startService(repository);
    }

    @Override
    protected void doStop() throws Exception {
        OnDemandReader reader = onDemand;
        if (reader != null && getCamelContext().isStopping()) {
            reader.close();
        }
        endLooks();
        maildrop = null;
        super.doStop();
    }

    /**
     * The mailbox that this endpoint names.
     *
     * @throws IllegalArgumentException if an option is wrong, missing, or does not fit another
     */
    Maildrop maildrop() {
        Maildrop known = maildrop;
        if (known == null) {
            known = configuration.maildrop(getCamelContext());
            maildrop = known;
        }
        return known;
    }

    /** The messages that were processed and not yet seen gone. */
    ProcessedIds processedIds() {
        IdempotentRepository repository = configuration.getIdempotentRepository();
        return repository == null
                ? remembered
                : new RepositoryIds(repository, maildrop().name() + "/");
    }

    /** Lives as long as the endpoint: what the server keeps, and what still runs, outlives the stop of a route. */
    synchronized Ledger ledger() {
        Ledger known = ledger;
        if (known == null) {
            known = new Ledger(processedIds(), configuration.getMaxAttempts());
            ledger = known;
        }
        return known;
    }

    // ---- what can be watched

    Pop3LiteStatistics statistics() {
        return statistics;
    }

    /** Somebody has started who reads the mailbox. */
    void usedBy(String who) {
        users.add(getCamelContext(), who, Map.of("mailbox", configuration.mailboxName()));
    }

    /** And has stopped. */
    void leftBy(String who) {
        users.remove(who);
    }

    @Override
    public MailboxState state() {
        Pop3LiteConsumer reader = consumer;
        return statistics.state(
                configuration.mailboxName(),
                users.names(),
                reader == null ? null : reader.getStatus().name());
    }

    @Override
    public void resetStatistics() {
        statistics.reset();
    }

    @Override
    public String getServiceUrl() {
        return configuration.server().toString();
    }

    @Override
    public String getServiceProtocol() {
        return configuration.isImplicitTls() ? "pop3s" : "pop3";
    }

    /** Whose mailbox, which is no secret; {@code username} is what Camel calls it. */
    @Override
    public Map<String, String> getServiceMetadata() {
        String username = configuration.getUsername();
        return username == null ? Map.of() : Map.of("username", username);
    }

    @Nullable
    Pop3LiteConsumer consumer() {
        return consumer;
    }

    // ---- browsing

    /** The sessions of looks into the mailbox that are going on. */
    Set<Pop3Session> looks() {
        return looks;
    }

    /** Whoever waits for one gets an exception. */
    void endLooks() {
        looks.forEach(Pop3Session::abort);
    }

    Duration longestLook() {
        return longestLook;
    }

    /** For tests: how long a look may take. */
    void setLongestLook(Duration longestLook) {
        this.longestLook = longestLook;
    }

    /**
     * The first messages of the mailbox, as they are there now: header and {@code topLines} lines of the body, at most
     * 64 KiB of each. Nothing is deleted, counted or remembered. A poll that is due meanwhile is skipped; a look takes
     * a minute at most, and ends with an exception when the route stops.
     *
     * @throws IllegalStateException if the mailbox is busy (also with a poll of the route) or cannot be read
     */
    @Override
    public List<Exchange> getExchanges() {
        return getExchanges(0, null);
    }

    /**
     * Those of them that pass a filter. For each that may be shown, 10 messages are looked at, and no more.
     *
     * @param limit how many at most; 0 for, and no more than {@code browseLimit}
     * @throws IllegalStateException if the mailbox is busy (also with a poll of the route) or cannot be read
     */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // Camel's interface is
    public List<Exchange> getExchanges(int limit, @Nullable Predicate filter) {
        int most = limit > 0 ? Math.min(limit, browseLimit) : browseLimit;
        return new MailboxBrowser(this).browse(most, filter == null ? exchange -> true : filter);
    }

    /**
     * How many messages there are, by {@code STAT}. Their times are not known.
     *
     * @throws IllegalStateException if the mailbox is busy (also with a poll of the route) or cannot be read
     */
    @Override
    public BrowseStatus getBrowseStatus(int limit) {
        int count = new MailboxBrowser(this).count();
        return new BrowseStatus(limit > 0 ? Math.min(limit, count) : count, 0, 0);
    }

    @Override
    public int getBrowseLimit() {
        return browseLimit;
    }

    /** @param browseLimit 1 or more */
    @Override
    public void setBrowseLimit(int browseLimit) {
        if (browseLimit < 1) {
            throw new IllegalArgumentException("browseLimit must be at least 1, not " + browseLimit);
        }
        this.browseLimit = browseLimit;
    }

    public Pop3LiteConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }
}
