package io.maillite.camel.smtp;

import static io.maillite.testkit.net.PeerConnection.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.smtp.Outcome;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator sees of what is sent: by JMX, in Camel's console, and in meters; always the same figures. */
class SmtpLiteWatchingTest {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpLiteWatchingTest.class);

    private static RouteToSink to(SinkServer server) {
        return new RouteToSink(
                server.port(),
                "tls=NONE&from=from@example.org&to=good@example.org,bad@example.org&username=who"
                        + "&password=secret-of-who&partialDelivery=ACCEPT");
    }

    private static SinkServer server() {
        return SinkServer.builder().account("who", "secret-of-who").start();
    }

    private static DevConsole console(RouteToSink route) {
        return route.context
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("smtplite");
    }

    private static MBeanServer beans(RouteToSink route) {
        return route.context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private static ObjectName bean(RouteToSink route, String type) throws Exception {
        List<ObjectName> found = new ArrayList<>(beans(route)
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + route.context.getManagementName() + ",type=" + type
                                + ",*"),
                        null));
        found.removeIf(name -> !name.toString().toLowerCase(Locale.ROOT).contains("smtplite"));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Object jmx(RouteToSink route, String type, String attribute) throws Exception {
        return beans(route).getAttribute(bean(route, type), attribute);
    }

    // ---- JMX

    @Test
    void allThatIsCountedIsAnAttributeAndDescribedAsItIs() {
        assertThat(Arrays.stream(ManagedSender.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(ManagedAttribute.class))
                        .map(method -> method.getName()
                                + method.getAnnotation(ManagedAttribute.class).description()))
                .containsAll(Arrays.stream(SendCount.values())
                        .map(count -> "get" + Character.toUpperCase(count.key().charAt(0))
                                + count.key().substring(1) + count.description())
                        .toList());
    }

    @Test
    void endpointAndProducerShowTheSame() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server).start()) {
            server.faults().once("RCPT TO:<bad@example.org>", Fault.reply("550 5.1.1 no such user"));
            route.send(RouteToSink.TEXT);
            route.send(RouteToSink.TEXT);
            server.faults().once("MAIL", Fault.reply("451 4.3.0 later"));
            route.send(RouteToSink.TEXT);
            for (String type : List.of("endpoints", "producers")) {
                assertThat(jmx(route, type, "Server")).isEqualTo("localhost:" + server.port());
                assertThat(jmx(route, type, "MessagesDelivered")).isEqualTo(1L);
                assertThat(jmx(route, type, "MessagesDeliveredPartly")).isEqualTo(1L);
                assertThat(jmx(route, type, "MessagesRefusedForNow")).isEqualTo(1L);
                assertThat(jmx(route, type, "RecipientsAccepted")).isEqualTo(3L);
                assertThat(jmx(route, type, "RecipientsRefused")).isEqualTo(3L);
                assertThat(jmx(route, type, "LastOutcome")).isEqualTo("TRANSIENT");
                assertThat(jmx(route, type, "LastErrorMessage")).asString().contains("451 4.3.0 later");
                assertThat((Long) jmx(route, type, "LastErrorAt")).isPositive();
                assertThat(jmx(route, type, "ConnectionsIdle")).isEqualTo(1);
                assertThat(jmx(route, type, "ConnectionsActive")).isEqualTo(0);
                assertThat(jmx(route, type, "ConnectionsMax")).isEqualTo(8);
                assertThat(jmx(route, type, "ConnectionsOpened")).isEqualTo(1L);
            }
        }
    }

    @Test
    void whatIsInDoubtIsSaidToBe() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server).start()) {
            server.faults().once(".", Fault.executeThenEnd(RESET));
            route.send(RouteToSink.TEXT);
            SenderState state = route.endpoint().state();
            assertThat(state.count(SendCount.MESSAGES_IN_DOUBT)).isEqualTo(1);
            assertThat(state.count(SendCount.RECIPIENTS_IN_DOUBT)).isEqualTo(2);
            assertThat(state.lastOutcome()).isEqualTo(Outcome.IN_DOUBT);
        }
    }

    @Test
    void eachElementOfABatchIsAMessage() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server).start()) {
            route.send(List.of(
                    route.exchange(RouteToSink.TEXT, Map.of()).getIn(),
                    route.exchange(RouteToSink.TEXT, Map.of()).getIn(),
                    "no message"));
            SenderState state = route.endpoint().state();
            assertThat(state.count(SendCount.MESSAGES_DELIVERED)).isEqualTo(2);
            assertThat(state.count(SendCount.MESSAGES_REFUSED_FOR_GOOD)).isEqualTo(1);
        }
    }

    @Test
    void aRedeliveryOfABatchCountsWhatItSendsAndNoMore() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redelivering(server)) {
            server.faults().once("MAIL", Fault.reply("451 4.3.0 later"));
            route.send(List.of(
                    route.exchange(RouteToSink.TEXT, Map.of()).getIn(),
                    route.exchange(RouteToSink.TEXT, Map.of()).getIn()));
            SenderState state = route.endpoint().state();
            assertThat(state.count(SendCount.MESSAGES_DELIVERED)).isEqualTo(2);
            assertThat(state.count(SendCount.MESSAGES_REFUSED_FOR_NOW)).isEqualTo(1);
        }
    }

    @Test
    void idleConnectionsAreEndedOnDemand() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server).start()) {
            route.send(RouteToSink.TEXT);
            beans(route).invoke(bean(route, "endpoints"), "clearIdleConnections", null, null);
            assertThat(server.count("QUIT")).isEqualTo(1);
            assertThat(route.endpoint().state().connections().idle()).isZero();
            assertThat(route.endpoint().state().connections().closed()).isEqualTo(1);
            assertThat(route.send(RouteToSink.TEXT).getException()).isNull();
            assertThat(route.endpoint().state().connections().opened()).isEqualTo(2);
        }
    }

    @Test
    void connectionsStayCountedWhenAllProducersHaveStopped() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server).start()) {
            route.send(RouteToSink.TEXT);
            route.context.getRouteController().stopRoute("out");
            PoolState stopped = route.endpoint().state().connections();
            assertThat(stopped.opened()).isEqualTo(1);
            assertThat(stopped.closed()).isEqualTo(1);
            assertThat(stopped.idle()).isZero();
            route.context.getRouteController().startRoute("out");
            route.send(RouteToSink.TEXT);
            assertThat(route.endpoint().state().connections().opened()).isEqualTo(2);
        }
    }

    @Test
    void aResetCountsFromNothing() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server).start()) {
            route.send(RouteToSink.TEXT);
            beans(route).invoke(bean(route, "endpoints"), "resetStatistics", null, null);
            route.send(RouteToSink.TEXT);
            assertThat(jmx(route, "endpoints", "MessagesDelivered")).isEqualTo(1L);
        }
    }

    // ---- console

    @Test
    void theConsoleShowsEachServerAndItsConnections() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server).start()) {
            server.faults().once("RCPT TO:<bad@example.org>", Fault.reply("550 5.1.1 no such user"));
            route.send(RouteToSink.TEXT);
            route.send(RouteToSink.TEXT);
            String text = (String) console(route).call(DevConsole.MediaType.TEXT);
            LOG.info("Console smtplite:\n{}", text);
            assertThat(text)
                    .contains("    Server: localhost:" + server.port() + "\n")
                    .contains("    Producers: 1\n")
                    .contains("        Idle: 1\n")
                    .contains("    Messages delivered: 1\n")
                    .contains("    Messages delivered partly: 1\n")
                    .doesNotContain("secret-of-who");

            JsonObject json = (JsonObject) console(route).call(DevConsole.MediaType.JSON);
            LOG.info("Console smtplite:\n{}", json.toJson());
            JsonObject sender = (JsonObject) ((JsonArray) json.get("senders")).get(0);
            assertThat(sender.getLong("recipientsAccepted")).isEqualTo(3);
            assertThat(((JsonObject) sender.get("connections")).getInteger("idle"))
                    .isEqualTo(1);
            assertThat(json.toJson()).doesNotContain("secret-of-who");
        }
    }

    // ---- meters

    @Test
    void metersFollowTheServerWhileAProducerIsStarted() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (SinkServer server = server();
                RouteToSink route = to(server).bind("meters", registry).start()) {
            server.faults().once("RCPT TO:<bad@example.org>", Fault.reply("550 5.1.1 no such user"));
            route.send(RouteToSink.TEXT);
            route.send(RouteToSink.TEXT);
            assertThat(counter(registry, "maillite.smtp.messages", "outcome", "delivered"))
                    .isEqualTo(1);
            assertThat(counter(registry, "maillite.smtp.messages", "outcome", "delivered_partly"))
                    .isEqualTo(1);
            assertThat(counter(registry, "maillite.smtp.recipients", "outcome", "refused"))
                    .isEqualTo(1);
            assertThat(counter(registry, "maillite.smtp.connections.opened", "server", "localhost:" + server.port()))
                    .isEqualTo(1);
            assertThat(registry.get("maillite.smtp.connections.idle").gauge().value())
                    .isEqualTo(1);
            assertThat(registry.getMeters())
                    .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain("secret-of-who"));

            route.context.getRouteController().stopRoute("out");
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    private static double counter(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }
}
