package io.maillite.camel.pop3;

import static io.maillite.testkit.net.PeerConnection.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.server.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator sees of a mailbox: by JMX, in Camel's console, and in meters; always the same figures. */
class Pop3LiteWatchingTest {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3LiteWatchingTest.class);

    private static MaildropServer server(int messages) {
        MaildropServer server =
                MaildropServer.builder().account("user", "secret-of-user").start();
        for (int i = 1; i <= messages; i++) {
            String text = "Subject: " + i + "\r\n\r\nmail " + i + "\r\n";
            server.maildrop().add("uid-" + i, text.getBytes(StandardCharsets.US_ASCII));
        }
        return server;
    }

    private static RouteOnMaildrop failingOn(MaildropServer server, String... uids) throws Exception {
        Set<String> failing = Set.of(uids);
        return new RouteOnMaildrop(server, "")
                .processing(exchange -> {
                    if (failing.contains(exchange.getIn().getHeader(Pop3LiteHeaders.UID, String.class))) {
                        throw new IllegalStateException("not this one");
                    }
                })
                .start();
    }

    private static DevConsole console(RouteOnMaildrop route) {
        return route.context
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("pop3lite");
    }

    private static Object jmx(RouteOnMaildrop route, String type, String attribute) throws Exception {
        return beans(route).getAttribute(bean(route, type), attribute);
    }

    private static MBeanServer beans(RouteOnMaildrop route) {
        return route.context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private static ObjectName bean(RouteOnMaildrop route, String type) throws Exception {
        List<ObjectName> found = new ArrayList<>(beans(route)
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + route.context.getManagementName() + ",type=" + type
                                + ",*"),
                        null));
        found.removeIf(name -> !name.toString().toLowerCase(Locale.ROOT).contains("pop3lite"));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    // ---- JMX

    @Test
    void allThatIsCountedIsAnAttributeAndDescribedAsItIs() {
        assertThat(Arrays.stream(ManagedMailbox.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(ManagedAttribute.class))
                        .map(method -> method.getName()
                                + method.getAnnotation(ManagedAttribute.class).description()))
                .containsAll(Arrays.stream(MailboxCount.values())
                        .map(count -> "get" + Character.toUpperCase(count.key().charAt(0))
                                + count.key().substring(1) + count.description())
                        .toList());
    }

    @Test
    void endpointAndConsumerShowTheSame() throws Exception {
        try (MaildropServer server = server(3);
                RouteOnMaildrop route = failingOn(server, "uid-2")) {
            route.poll();
            for (String type : List.of("endpoints", "consumers")) {
                assertThat(jmx(route, type, "Mailbox")).isEqualTo("user@" + server.host() + ":" + server.port());
                assertThat(jmx(route, type, "MessagesReceived")).isEqualTo(3L);
                assertThat(jmx(route, type, "OctetsReceived")).isEqualTo(3L * 22);
                assertThat(jmx(route, type, "ExchangesCompleted")).isEqualTo(2L);
                assertThat(jmx(route, type, "ExchangesFailed")).isEqualTo(1L);
                assertThat(jmx(route, type, "SessionsCommitted")).isEqualTo(1L);
                assertThat(jmx(route, type, "LastSessionEnd")).isEqualTo("COMMITTED");
                assertThat(jmx(route, type, "LastSessionListed")).isEqualTo(3);
                assertThat((Long) jmx(route, type, "LastSessionMillis")).isNotNegative();
                assertThat((Long) jmx(route, type, "LastSessionBegun"))
                        .isBetween(System.currentTimeMillis() - 600_000, System.currentTimeMillis());
                assertThat(jmx(route, type, "SessionOpen")).isEqualTo(false);
                assertThat(jmx(route, type, "LastErrorMessage")).isNull();
            }
        }
    }

    @Test
    void anOpenSessionIsSeenWhileItsMessagesAreProcessed() throws Exception {
        try (MaildropServer server = server(2)) {
            List<MailboxState> seen = new ArrayList<>();
            RouteOnMaildrop[] route = new RouteOnMaildrop[1];
            route[0] = new RouteOnMaildrop(server, "")
                    .processing(exchange -> seen.add(route[0].consumer().state()))
                    .start();
            try (RouteOnMaildrop open = route[0]) {
                open.poll();
                MailboxSession session = seen.get(0).session();
                assertThat(session.listed()).isEqualTo(2);
                assertThat(session.toFetch()).isEqualTo(2);
                assertThat(session.took()).isNull();
                assertThat(open.consumer().state().session()).isNull();
            }
        }
    }

    @Test
    void anErrorIsShownWithItsTimeUntilASessionIsCommitted() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = failingOn(server)) {
            server.faults().once("QUIT", Fault.end(RESET));
            assertThat(catchThrowable(route::poll)).isNotNull();
            assertThat(jmx(route, "consumers", "LastErrorMessage")).asString().contains("QUIT");
            assertThat((Long) jmx(route, "consumers", "LastErrorAt")).isPositive();
            assertThat(jmx(route, "consumers", "SessionsUnknown")).isEqualTo(1L);
            assertThat(jmx(route, "consumers", "PollsFailed")).isEqualTo(1L);

            route.poll();
            assertThat(jmx(route, "consumers", "MessagesDeletedUnread")).isEqualTo(1L);
            assertThat(jmx(route, "consumers", "LastErrorMessage")).isNull();
            assertThat(jmx(route, "consumers", "LastErrorAt")).isEqualTo(-1L);
        }
    }

    @Test
    void aPollThatFailsForAnyReasonIsCounted() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#repository")
                        .bind("repository", new MemoryIdempotentRepository() {
                            @Override
                            public boolean contains(String key) {
                                throw new IllegalStateException("the database is away");
                            }
                        })
                        .start()) {
            assertThat(catchThrowable(route::poll)).isInstanceOf(IllegalStateException.class);

            assertThat(jmx(route, "consumers", "PollsFailed")).isEqualTo(1L);
            assertThat(jmx(route, "consumers", "LastErrorMessage")).asString().contains("the database is away");
        }
    }

    @Test
    void pollNowPollsAndSaysWhatItDoesNot() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(
                                server, "pipelining=OFF&backoffMultiplier=5&backoffErrorThreshold=1")
                        .start()) {
            Pop3LiteConsumer consumer = route.consumer();
            server.faults().once("UIDL", Fault.end(RESET));
            consumer.run(); // fails, and five runs are skipped from now on
            assertThat(route.seen).isEmpty();

            assertThat(beans(route).invoke(bean(route, "consumers"), "pollNow", null, null))
                    .isEqualTo("Polling");
            RouteOnMaildrop.awaiting(() -> server.maildrop().size() == 0);
            assertThat(route.uids()).containsExactly("uid-1");

            route.context.getRouteController().suspendRoute("mail");
            assertThat(consumer.pollNow()).isEqualTo("Not polled: the route is Suspended");
            assertThat(server.logins()).isEqualTo(2);
        }
    }

    @Test
    void aPollThatIsUnderWayIsNotDoubled() throws Exception {
        try (MaildropServer server = server(1)) {
            List<String> said = new ArrayList<>();
            RouteOnMaildrop[] route = new RouteOnMaildrop[1];
            route[0] = new RouteOnMaildrop(server, "")
                    .processing(exchange -> said.add(route[0].consumer().pollNow()))
                    .start();
            try (RouteOnMaildrop open = route[0]) {
                open.poll();
                assertThat(said).containsExactly("Not polled: a poll or a look is under way");
                assertThat(server.logins()).isEqualTo(1);
            }
        }
    }

    @Test
    void aResetCountsFromNothing() throws Exception {
        try (MaildropServer server = server(2);
                RouteOnMaildrop route = failingOn(server)) {
            route.poll();
            beans(route).invoke(bean(route, "endpoints"), "resetStatistics", null, null);
            assertThat(jmx(route, "consumers", "MessagesReceived")).isEqualTo(0L);
            server.maildrop().add("uid-9", "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            route.poll();
            assertThat(jmx(route, "consumers", "MessagesReceived")).isEqualTo(1L);
        }
    }

    @Test
    void pollEnrichIsCounted() throws Exception {
        try (MaildropServer server = server(2);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start(mail -> mail.process(exchange -> {})
                        .pollEnrich(onDemandUri(server), 0)
                        .process(exchange -> {}));
                ConsumerTemplate template = route.context.createConsumerTemplate()) {
            template.start();
            Exchange taken = template.receive(onDemandUri(server), 10_000);
            assertThat(taken.getIn().getHeader(Pop3LiteHeaders.UID)).isEqualTo("uid-1");
            Pop3LiteEndpoint endpoint = (Pop3LiteEndpoint) taken.getFromEndpoint();
            assertThat(endpoint.state().session().toFetch()).isEqualTo(2);
            assertThat(endpoint.state().uses()).contains("on demand");
            template.doneUoW(taken);

            MailboxState state = endpoint.state();
            assertThat(state.count(MailboxCount.MESSAGES_RECEIVED)).isEqualTo(1);
            assertThat(state.count(MailboxCount.EXCHANGES_COMPLETED)).isEqualTo(1);
            assertThat(state.count(MailboxCount.SESSIONS_COMMITTED)).isEqualTo(1);
            assertThat(state.session()).isNull();
            assertThat(state.lastSession().end()).isEqualTo(SessionEnd.COMMITTED);
        }
    }

    @Test
    void aSessionOnDemandThatIsLostIsCountedAndSaidToBe() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start();
                ConsumerTemplate template = route.context.createConsumerTemplate()) {
            server.faults().once("RETR", Fault.end(RESET));
            template.start();
            assertThat(catchThrowable(() -> template.receive(onDemandUri(server), 0)))
                    .isNotNull();
            MailboxState state = route.context
                    .getEndpoint(onDemandUri(server), Pop3LiteEndpoint.class)
                    .state();
            assertThat(state.count(MailboxCount.SESSIONS_UNKNOWN)).isEqualTo(1);
            assertThat(state.count(MailboxCount.POLLS_FAILED)).isEqualTo(1);
            assertThat(state.lastError()).contains("RETR");
        }
    }

    @Test
    void aFurtherMessageOnDemandThatCannotBeHadIsCounted() throws Exception {
        try (MaildropServer server = server(2);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start();
                ConsumerTemplate template = route.context.createConsumerTemplate()) {
            server.faults().once("RETR 2", Fault.end(RESET));
            template.start();
            Exchange first = template.receive(onDemandUri(server), 0);
            assertThat(catchThrowable(() -> template.receive(onDemandUri(server), 0)))
                    .isNotNull();
            MailboxState state = ((Pop3LiteEndpoint) first.getFromEndpoint()).state();
            assertThat(state.count(MailboxCount.MESSAGES_RECEIVED)).isEqualTo(1);
            assertThat(state.count(MailboxCount.POLLS_FAILED)).isEqualTo(1);
            template.doneUoW(first);
        }
    }

    private static String onDemandUri(MaildropServer server) {
        return "pop3lite:" + server.host() + ":" + server.port()
                + "?username=user&password=secret-of-user&tls=NONE&delay=100";
    }

    @Test
    void aProducersSessionsAreCounted() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            String uri = onDemandUri(server) + "&operation=RETR";
            route.context.createProducerTemplate().requestBodyAndHeader(uri, null, Pop3LiteHeaders.MESSAGE_NUMBER, 1);
            MailboxState state =
                    route.context.getEndpoint(uri, Pop3LiteEndpoint.class).state();
            assertThat(state.count(MailboxCount.MESSAGES_RECEIVED)).isEqualTo(1);
            assertThat(state.count(MailboxCount.SESSIONS_COMMITTED)).isEqualTo(1);
            assertThat(state.uses()).containsExactly("producer");
        }
    }

    @Test
    void aProducerOfARouteShowsItsEndpointsFigures() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false")
                        .start(mail -> mail.to(onDemandUri(server) + "&operation=STAT"))) {
            route.poll();
            assertThat(jmx(route, "producers", "SessionsCommitted")).isEqualTo(1L);
            assertThat(jmx(route, "producers", "Mailbox")).isEqualTo("user@" + server.host() + ":" + server.port());
        }
    }

    // ---- console

    @Test
    void theConsoleShowsEachMailbox() throws Exception {
        try (MaildropServer server = server(3);
                RouteOnMaildrop route = failingOn(server, "uid-2")) {
            route.poll();
            String text = (String) console(route).call(DevConsole.MediaType.TEXT);
            LOG.info("Console pop3lite:\n{}", text);
            assertThat(text)
                    .contains("    Mailbox: user@" + server.host() + ":" + server.port() + "\n")
                    .contains("    Uses: route mail\n")
                    .contains("    Status: Started\n")
                    .contains("        Listed: 3\n")
                    .contains("        End: COMMITTED\n")
                    .contains("    Messages received: 3\n")
                    .contains("    Exchanges failed: 1\n")
                    .doesNotContain("secret-of-user");

            JsonObject json = (JsonObject) console(route).call(DevConsole.MediaType.JSON);
            LOG.info("Console pop3lite:\n{}", json.toJson());
            JsonObject mailbox = (JsonObject) ((JsonArray) json.get("mailboxes")).get(0);
            assertThat(mailbox.getLong("messagesReceived")).isEqualTo(3);
            assertThat(mailbox.getLong("exchangesCompleted")).isEqualTo(2);
            assertThat(mailbox.getString("mailbox")).isEqualTo("user@" + server.host() + ":" + server.port());
            assertThat(((JsonObject) mailbox.get("lastSession")).getString("end"))
                    .isEqualTo("COMMITTED");
            assertThat(json.toJson()).doesNotContain("secret-of-user");
            assertThat(((JsonObject) console(route).call(DevConsole.MediaType.JSON)).toJson())
                    .isEqualTo(json.toJson());
        }
    }

    @Test
    void theConsoleShowsThoseThatAreAskedFor() throws Exception {
        try (MaildropServer server = server(0);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            assertThat((String) console(route).call(DevConsole.MediaType.TEXT, Map.of("filter", "*elsewhere*")))
                    .isEmpty();
            assertThat((String) console(route).call(DevConsole.MediaType.TEXT, Map.of("filter", "pop3lite*")))
                    .isNotEmpty();
        }
    }

    // ---- meters

    @Test
    void metersFollowTheMailboxWhileItsRouteIsStarted() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (MaildropServer server = server(3);
                RouteOnMaildrop route = failingOn(server, "uid-2").bind("meters", registry)) {
            assertThat(registry.getMeters()).isEmpty(); // bound after the start
            route.context.getRouteController().stopRoute("mail");
            route.context.getRouteController().startRoute("mail");
            route.poll();
            String mailbox = "user@" + server.host() + ":" + server.port();
            assertThat(counter(registry, "maillite.pop3.messages.received", "mailbox", mailbox))
                    .isEqualTo(3);
            assertThat(counter(registry, "maillite.pop3.octets.received")).isEqualTo(66);
            assertThat(counter(registry, "maillite.pop3.exchanges", "outcome", "completed"))
                    .isEqualTo(2);
            assertThat(counter(registry, "maillite.pop3.exchanges", "outcome", "failed"))
                    .isEqualTo(1);
            assertThat(counter(registry, "maillite.pop3.sessions", "end", "committed"))
                    .isEqualTo(1);
            assertThat(registry.get("maillite.pop3.session").functionTimer().count())
                    .isEqualTo(1);
            assertThat(registry.get("maillite.pop3.mailbox.messages").gauge().value())
                    .isEqualTo(3);
            assertThat(registry.getMeters())
                    .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain("secret-of-user"));

            route.consumer().resetStatistics();
            assertThat(counter(registry, "maillite.pop3.messages.received")).isEqualTo(3);

            route.context.getRouteController().stopRoute("mail");
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    private static double counter(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }
}
