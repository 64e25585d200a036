package io.maillite.camel.smtp;

import io.maillite.camel.support.watch.Series;
import io.maillite.camel.support.watch.Users;
import io.maillite.smtp.SmtpSession;
import io.maillite.smtp.SmtpTransientException;
import io.maillite.wire.MailException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Send messages by SMTP, octet for octet, each with an outcome per recipient. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "smtplite",
        title = "SMTP Lite",
        syntax = "smtplite:host:port",
        category = Category.MAIL,
        producerOnly = true,
        headersClass = SmtpLiteHeaders.class)
@ManagedResource(description = "Managed smtplite endpoint")
public class SmtpLiteEndpoint extends DefaultEndpoint implements ManagedSender, EndpointServiceLocation {
    private static final String PRODUCER = "producer";

    /** What meters follow. */
    private static final List<Series<SmtpLiteEndpoint>> SERIES = series();

    @UriParam
    private final SmtpLiteConfiguration configuration;

    private final SmtpLiteStatistics statistics = new SmtpLiteStatistics();
    private final Users<SmtpLiteEndpoint> producers = new Users<>(this, SERIES);

    private @Nullable SmtpSessions sessions;
    private @Nullable SessionPool pool;
    private PoolState earlierPools = new PoolState(0, 0, 0, 0, 0, 0, 0);
    private int users;

    public SmtpLiteEndpoint(String uri, SmtpLiteComponent component, SmtpLiteConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        configuration.validateProducer();
        return new SmtpLiteProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("smtplite sends: use it in to(), and pop3lite to receive");
    }

    /**
     * The sessions of this endpoint, for a producer that starts. They are there as long as one of them needs them.
     *
     * @throws IllegalArgumentException if an option is wrong, missing, or does not fit another
     */
    synchronized SessionPool use() {
        SessionPool open = pool;
        if (open == null) {
            open = new SessionPool(sessions(), configuration);
            pool = open;
        }
        users++;
        return open;
    }

    /** A producer has stopped. */
    void release() {
        SessionPool last = withoutUser();
        if (last != null) {
            last.close(); // not under the lock: a server that is silent takes its time
        }
    }

    /** @return the pool that nobody needs any more, if so */
    private synchronized @Nullable SessionPool withoutUser() {
        users--;
        SessionPool last = users == 0 ? pool : null;
        if (last != null) {
            earlierPools = last.state().after(earlierPools).ended();
            pool = null;
            sessions = null;
        }
        return last;
    }

    /** A session outside of the pool. */
    SmtpSession openSession() throws MailException {
        return sessions().open();
    }

    /** Whether this says no more than that the server takes no connection beside ours. */
    boolean isServedBut(Exception refusal) {
        return refusal instanceof SmtpTransientException transientOne
                && SessionPool.takesNoMore(transientOne)
                && connections().isOpen();
    }

    // ---- what can be watched

    private static List<Series<SmtpLiteEndpoint>> series() {
        List<Series<SmtpLiteEndpoint>> all = new ArrayList<>();
        for (SendCount what : SendCount.values()) {
            String name = what.key().startsWith("messages") ? "maillite.smtp.messages" : "maillite.smtp.recipients";
            all.add(Series.counter(name, what, (SmtpLiteEndpoint endpoint) -> endpoint.statistics.total(what))
                    .tagged("outcome", what.tag()));
        }
        all.add(connections("active", "Connections in use", PoolState::active));
        all.add(connections("idle", "Connections that are open and free", PoolState::idle));
        all.add(connections("waiting", "Threads that wait for a connection", PoolState::waiting));
        all.add(connections("max", "How many connections there may be at most", PoolState::max));
        all.add(counter("opened", "Connections that were ever opened", PoolState::opened));
        all.add(counter("closed", "Connections that were ever ended", PoolState::closed));
        all.add(counter("acquired", "How often a connection was taken into use", PoolState::acquired));
        return List.copyOf(all);
    }

    private static Series<SmtpLiteEndpoint> connections(
            String name, String description, ToLongFunction<PoolState> figure) {
        return Series.gauge(
                "maillite.smtp.connections." + name,
                description,
                endpoint -> figure.applyAsLong(endpoint.connections()));
    }

    private static Series<SmtpLiteEndpoint> counter(String name, String description, ToLongFunction<PoolState> figure) {
        return Series.counter(
                "maillite.smtp.connections." + name,
                description,
                endpoint -> figure.applyAsLong(endpoint.connections()));
    }

    SmtpLiteStatistics statistics() {
        return statistics;
    }

    /** Meters follow what is sent as long as a producer is started. Not under the lock: they may be read meanwhile. */
    void follow(boolean started) {
        if (started) {
            producers.add(
                    getCamelContext(),
                    PRODUCER,
                    Map.of("server", configuration.server().toString()));
        } else {
            producers.remove(PRODUCER);
        }
    }

    private synchronized PoolState connections() {
        return pool == null ? earlierPools : pool.state().after(earlierPools);
    }

    private synchronized int users() {
        return users;
    }

    @Override
    public SenderState state() {
        return statistics.state(configuration.server().toString(), users(), connections());
    }

    @Override
    public void resetStatistics() {
        statistics.reset();
    }

    @Override
    public void clearIdleConnections() {
        SessionPool open = pool();
        if (open != null) {
            open.clearIdle();
        }
    }

    private synchronized @Nullable SessionPool pool() {
        return pool;
    }

    @Override
    public String getServiceUrl() {
        return configuration.server().toString();
    }

    @Override
    public String getServiceProtocol() {
        return configuration.serviceProtocol();
    }

    /** Who logs in, which is no secret; {@code username} is what Camel calls it. */
    @Override
    public Map<String, String> getServiceMetadata() {
        String username = configuration.getUsername();
        return username == null ? Map.of() : Map.of("username", username);
    }

    private synchronized SmtpSessions sessions() {
        SmtpSessions known = sessions;
        if (known == null) {
            known = configuration.sessions(getCamelContext());
            sessions = known;
        }
        return known;
    }

    @Override
    public SmtpLiteComponent getComponent() {
        return (SmtpLiteComponent) super.getComponent();
    }

    public SmtpLiteConfiguration getConfiguration() {
        return configuration;
    }
}
