package io.maillite.camel.pop3;

import io.maillite.camel.support.Authority;
import io.maillite.camel.support.ChoiceOptions;
import io.maillite.camel.support.EndpointUri;
import io.maillite.camel.support.MailContentConverters;
import io.maillite.camel.support.OctetOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/** The {@code pop3lite:} component. */
@Component("pop3lite")
public class Pop3LiteComponent extends DefaultComponent implements SSLContextParametersAware {
    /** A poll that takes longer lends its place. */
    private static final Duration LONG_POLL = Duration.ofSeconds(2);

    private static final ThreadPoolProfile ON_DEMAND = onDemand();

    @Metadata(label = "advanced", description = "The options that every endpoint of this component starts from.")
    private Pop3LiteConfiguration configuration = new Pop3LiteConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether an endpoint without sslContextParameters uses those of the Camel context.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "consumer,scheduler",
            defaultValue = "0",
            description = "So many threads poll all mailboxes of this component; a poll that takes long, because its"
                    + " server hangs or its mailbox is full, lends its place to another, so there are at most twice as"
                    + " many. 0: a thread for each mailbox, Camel's own way. An endpoint with a scheduler or"
                    + " scheduledExecutorService of its own is polled by that.")
    private int pollThreads;

    private @Nullable PollThreads pollers;
    private @Nullable ExecutorService workers;
    private final List<ExecutorService> executors = new ArrayList<>();

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        MailContentConverters.addTo(getCamelContext());
        RouteSteps.addTo(getCamelContext()); // where the class path is not searched for plugins
        CopiesWithoutPool.ensureIn(getCamelContext());
        if (pollThreads < 0) {
            throw new IllegalArgumentException(
                    "pollThreads must be 0 (a thread for each mailbox) or more, not " + pollThreads);
        }
    }

    /** Threads that come with the work and go without it, for all mailboxes: each is seldom polled. */
    synchronized ExecutorService workers() {
        ExecutorService known = workers;
        if (known == null) {
            known = onDemand("pop3lite-worker");
            workers = known;
        }
        return known;
    }

    /** What polls all mailboxes; null if each has a thread of its own. */
    synchronized @Nullable PollThreads pollers() {
        if (pollers == null && pollThreads > 0) {
            ScheduledExecutorService clock = getCamelContext()
                    .getExecutorServiceManager()
                    .newScheduledThreadPool(this, "pop3lite-poll-clock", clock());
            executors.add(clock);
            pollers = new PollThreads(pollThreads, LONG_POLL, onDemand("pop3lite-poll"), clock);
        }
        return pollers;
    }

    private ExecutorService onDemand(String name) {
        ExecutorService executor = getCamelContext().getExecutorServiceManager().newThreadPool(this, name, ON_DEMAND);
        executors.add(executor);
        return executor;
    }

    @Override
    protected synchronized void doStop() throws Exception {
        executors.forEach(getCamelContext().getExecutorServiceManager()::shutdown);
        executors.clear();
        pollers = null;
        workers = null;
        super.doStop();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Authority authority = Authority.parse(remaining);
        ChoiceOptions.requireKnown(this, parameters);
        OctetOptions.requireNumbers(parameters, "maxMessageSize", "prefetchSize", "spoolThreshold");
        Pop3LiteConfiguration options = configuration.copy();
        options.setHost(authority.host());
        options.setPort(authority.port());
        Pop3LiteEndpoint endpoint = new Pop3LiteEndpoint(EndpointUri.maskable(uri), this, options);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** One thread for all mailboxes, each of which waits in its queue: Camel's own would refuse the thousandth. */
    private static ThreadPoolProfile clock() {
        ThreadPoolProfile profile = new ThreadPoolProfile("pop3lite-poll-clock");
        profile.setPoolSize(1);
        profile.setMaxQueueSize(-1);
        return profile;
    }

    /** A thread for whatever is given to it, and none that waits for long. */
    private static ThreadPoolProfile onDemand() {
        ThreadPoolProfile profile = new ThreadPoolProfile("pop3lite");
        profile.setPoolSize(1); // with 0, Camel makes a pool of no more than one
        profile.setMaxPoolSize(Integer.MAX_VALUE);
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(10L);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort); // Camel's own forgets in silence what comes too late
        return profile;
    }

    public Pop3LiteConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Pop3LiteConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public int getPollThreads() {
        return pollThreads;
    }

    public void setPollThreads(int pollThreads) {
        this.pollThreads = pollThreads;
    }
}
