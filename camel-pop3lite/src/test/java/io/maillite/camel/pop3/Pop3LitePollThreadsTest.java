package io.maillite.camel.pop3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.pop3.MaildropServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many mailboxes, few threads. */
class Pop3LitePollThreadsTest {
    private static final int MAILBOXES = 20;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<MaildropServer> servers = new ArrayList<>();
    private final Set<String> received = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        context.stop();
        servers.forEach(MaildropServer::close);
    }

    private void start(int pollThreads, String options) throws Exception {
        context.getComponent("pop3lite", Pop3LiteComponent.class).setPollThreads(pollThreads);
        for (int i = 0; i < MAILBOXES; i++) {
            servers.add(MaildropServer.start());
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (MaildropServer server : servers) {
                    from("pop3lite:localhost:" + server.port()
                                    + "?username=user&password=secret&tls=NONE&initialDelay=0&delay=20" + options)
                            .routeId("mailbox-" + server.port())
                            .process(exchange -> received.add(exchange.getIn().getBody(String.class)));
                }
            }
        });
        context.start();
    }

    private static void fill(List<MaildropServer> servers, String subject) {
        servers.forEach(server -> server.maildrop()
                .add(("Subject: " + subject + " of " + server.port() + "\r\n\r\n").getBytes(US_ASCII)));
    }

    /** Of this context: those of another one may still be on their way out. */
    private long threadsNamed(String part) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("(" + context.getName() + ")") && name.contains(part))
                .count();
    }

    @Test
    void allMailboxesAreDrainedAgainAndAgain() throws Exception {
        start(3, "");
        fill(servers, "first");
        RouteOnMaildrop.awaiting(() -> received.size() == MAILBOXES);
        fill(servers, "second");
        RouteOnMaildrop.awaiting(() -> received.size() == 2 * MAILBOXES);
        RouteOnMaildrop.awaiting(
                () -> servers.stream().allMatch(server -> server.maildrop().size() == 0));
        assertThat(context.getRoutes())
                .allSatisfy(route -> assertThat(((ScheduledPollConsumer) route.getConsumer()).getScheduler())
                        .isInstanceOf(SharedPollScheduler.class));
        assertThat(threadsNamed("pop3lite-poll")).isLessThanOrEqualTo(7); // twice three, and the clock
        assertThat(threadsNamed("pop3lite://")).isZero();
    }

    @Test
    void aRouteThatIsStoppedIsNotPolledAndOneThatStartsAgainIs() throws Exception {
        start(3, "");
        String id = "mailbox-" + servers.get(0).port();
        RouteOnMaildrop.awaiting(() -> servers.get(0).logins() > 0);
        context.getRouteController().stopRoute(id);
        int logins = servers.get(0).logins();
        fill(servers, "meanwhile");
        RouteOnMaildrop.awaiting(() -> received.size() == MAILBOXES - 1);
        assertThat(servers.get(0).logins()).isEqualTo(logins);

        context.getRouteController().startRoute(id);
        RouteOnMaildrop.awaiting(() -> received.size() == MAILBOXES);
    }

    @Test
    void anEndpointWithASchedulerOfItsOwnIsPolledByThat() throws Exception {
        context.getRegistry().bind("own", context.getExecutorServiceManager().newScheduledThreadPool(this, "own", 2));
        start(3, "&scheduledExecutorService=#own");
        fill(servers, "first");
        RouteOnMaildrop.awaiting(() -> received.size() == MAILBOXES);
        assertThat(threadsNamed("pop3lite-poll")).isZero();
        assertThat(((ScheduledPollConsumer) context.getRoutes().get(0).getConsumer()).getScheduler())
                .isNotInstanceOf(SharedPollScheduler.class);
    }

    @Test
    void moreMailboxesThanCamelHasTasksWaitAreAllPolled() {
        ExecutorServiceManager executors = context.getExecutorServiceManager();
        int many = executors.getDefaultThreadPoolProfile().getMaxQueueSize() + 500;
        Pop3LiteComponent component = context.getComponent("pop3lite", Pop3LiteComponent.class);
        component.setPollThreads(4);
        context.start();
        PollThreads pollers = requireNonNull(component.pollers());
        AtomicIntegerArray polls = new AtomicIntegerArray(many);
        for (int i = 0; i < many; i++) {
            int mailbox = i;
            pollers.schedule(() -> polls.incrementAndGet(mailbox), new PollThreads.Times(100, 100, MILLISECONDS, true));
        }
        RouteOnMaildrop.awaiting(() -> IntStream.range(0, many).allMatch(i -> polls.get(i) > 2));
    }

    /** As Camel's own scheduler has it: not a poll a millisecond. */
    @Test
    void aDelayOfNoneIsHalfASecond() throws Exception {
        context.getComponent("pop3lite", Pop3LiteComponent.class).setPollThreads(1);
        MaildropServer server = MaildropServer.start();
        servers.add(server);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pop3lite:localhost:" + server.port()
                                + "?username=user&password=secret&tls=NONE&initialDelay=0&delay=0")
                        .to("mock:none");
            }
        });
        long start = System.nanoTime();
        context.start();
        RouteOnMaildrop.awaiting(() -> server.logins() >= 3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1000));
    }

    @Test
    void lessThanNoneIsRefused() {
        Pop3LiteComponent component = new Pop3LiteComponent();
        component.setPollThreads(-1);
        assertThatThrownBy(() -> context.addComponent("pop3lite", component))
                .hasMessageContaining("pollThreads must be 0");
    }
}
