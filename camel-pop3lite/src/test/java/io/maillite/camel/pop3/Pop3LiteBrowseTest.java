package io.maillite.camel.pop3;

import static io.maillite.testkit.net.PeerConnection.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Session;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A look into the mailbox: shows what is there, changes nothing, and has an end. */
class Pop3LiteBrowseTest {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3LiteBrowseTest.class);

    private static MaildropServer server(int messages) {
        return filled(MaildropServer.builder(), messages);
    }

    private static MaildropServer filled(MaildropServerBuilder builder, int messages) {
        MaildropServer server = builder.account("user", "secret-of-user").start();
        for (int i = 1; i <= messages; i++) {
            String text =
                    "Subject: " + i + "\r\nDate: Wed, 25 Nov 2026 12:00:0" + i + " +0000\r\n\r\nmail " + i + "\r\n";
            server.maildrop().add("uid-" + i, text.getBytes(StandardCharsets.US_ASCII));
        }
        return server;
    }

    private static Pop3LiteEndpoint endpoint(RouteOnMaildrop route) {
        return (Pop3LiteEndpoint) route.context.getRoute("mail").getEndpoint();
    }

    private static List<String> uids(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> exchange.getIn().getHeader(Pop3LiteHeaders.UID, String.class))
                .toList();
    }

    private static String body(Exchange exchange) {
        return exchange.getIn().getBody(String.class);
    }

    // ---- what is shown

    @Test
    void showsHeadersInASessionThatMarksNothing() throws Exception {
        try (MaildropServer server = server(3);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            List<Exchange> shown = endpoint(route).getExchanges();

            assertThat(uids(shown)).containsExactly("uid-1", "uid-2", "uid-3");
            assertThat(body(shown.get(0))).isEqualTo("Subject: 1\r\nDate: Wed, 25 Nov 2026 12:00:01 +0000\r\n\r\n");
            assertThat(shown.get(0).getIn().getHeaders())
                    .containsEntry(Pop3LiteHeaders.MESSAGE_NUMBER, 1)
                    .containsEntry(Pop3LiteHeaders.SIZE, 61L)
                    .containsEntry(Pop3LiteHeaders.MESSAGE_TIMESTAMP, 1795608001000L);
            assertThat(server.counts())
                    .containsEntry("TOP", 3L)
                    .containsEntry("QUIT", 1L)
                    .doesNotContainKeys("DELE", "RETR");
            assertThat(server.maildrop().size()).isEqualTo(3);
        }
    }

    @Test
    void theRouteKnowsNothingOfIt() throws Exception {
        try (MaildropServer server = server(2);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            MailboxState before = endpoint(route).state();
            endpoint(route).getExchanges();

            assertThat(endpoint(route).state()).isEqualTo(before);
            assertThat(route.poll()).isEqualTo(2);
            assertThat(route.uids()).containsExactly("uid-1", "uid-2");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aMessageThatWaitsToBeDeletedIsStillThere() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.faults().once("QUIT", Fault.end(RESET));
            assertThat(catchThrowable(route::poll)).isNotNull();

            assertThat(uids(endpoint(route).getExchanges())).containsExactly("uid-1");
            assertThat(route.poll()).isZero();
            assertThat(route.uids()).containsExactly("uid-1");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void topLinesOfTheBodyAreShownToo() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "topLines=5").start()) {
            assertThat(body(endpoint(route).getExchanges().get(0))).endsWith("\r\n\r\nmail 1\r\n");
        }
    }

    @Test
    void thereAreBounds() throws Exception {
        try (MaildropServer server = server(5);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "browseLimit=3").start()) {
            Pop3LiteEndpoint endpoint = endpoint(route);
            Predicate<Exchange> odd =
                    exchange -> exchange.getIn().getHeader(Pop3LiteHeaders.MESSAGE_NUMBER, Integer.class) % 2 == 1;

            assertThat(uids(endpoint.getExchanges())).containsExactly("uid-1", "uid-2", "uid-3");
            assertThat(uids(endpoint.getExchanges(2, null))).containsExactly("uid-1", "uid-2");
            assertThat(endpoint.getExchanges(Integer.MAX_VALUE, null)).hasSize(3);
            assertThat(uids(endpoint.getExchanges(0, odd))).containsExactly("uid-1", "uid-3", "uid-5");
            assertThat(endpoint.getBrowseStatus(0).size()).isEqualTo(5);
            assertThat(endpoint.getBrowseStatus(4).size()).isEqualTo(4);
            assertThatIllegalArgumentException().isThrownBy(() -> endpoint.setBrowseLimit(0));
        }
    }

    @Test
    void ofAnEndlessHeaderTheBeginningIsHeld() throws Exception {
        try (MaildropServer server = server(0);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            String text = "Subject: large\r\n" + "X-Filler: of some length\r\n".repeat(50_000) + "\r\n";
            server.maildrop().add("large", text.getBytes(StandardCharsets.US_ASCII));
            server.maildrop().add("next", "Subject: next\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            List<Exchange> shown = endpoint(route).getExchanges();

            assertThat(body(shown.get(0))).isEqualTo(text.substring(0, MailboxBrowser.EXCERPT));
            assertThat(shown.get(0).getIn().getHeader(Pop3LiteHeaders.SIZE)).isEqualTo((long) text.length());
            assertThat(body(shown.get(1))).isEqualTo("Subject: next\r\n\r\n");
        }
    }

    @Test
    void withoutTopMessagesAreListedAlone() throws Exception {
        try (MaildropServer server = filled(MaildropServer.builder().withoutTop(), 2);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            List<Exchange> shown = endpoint(route).getExchanges();

            assertThat(uids(shown)).containsExactly("uid-1", "uid-2");
            assertThat(shown.get(0).getIn().getHeader(Pop3LiteHeaders.SIZE)).isEqualTo(61L);
            assertThat(body(shown.get(0))).isEmpty();
        }
    }

    @Test
    void whatTheRouteTakesForTooLargeIsShownAllTheSame() throws Exception {
        try (MaildropServer server = server(0);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxMessageSize=100").start()) {
            String text = "Subject: large\r\n" + "X-Filler: of some length\r\n".repeat(50) + "\r\n";
            server.maildrop().add("large", text.getBytes(StandardCharsets.US_ASCII));
            server.maildrop().add("next", "Subject: next\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            List<Exchange> shown = endpoint(route).getExchanges();

            assertThat(uids(shown)).containsExactly("large", "next");
            assertThat(body(shown.get(0))).isEqualTo(text);
        }
    }

    @Test
    void aFilterThatPassesNoneDoesNotReadThemAll() throws Exception {
        try (MaildropServer server = server(0);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "browseLimit=2").start()) {
            server.maildrop().addMany(50, i -> MessageContent.generated("mail " + i, 100));

            assertThat(endpoint(route).getExchanges(0, exchange -> false)).isEmpty();

            assertThat(server.counts()).containsEntry("TOP", 20L).containsEntry("QUIT", 1L);
        }
    }

    // ---- it has an end, whatever the server does

    private static Fault endlessTop(CountDownLatch begun, Duration pause) {
        byte[] line = "X-Filler: of some length\r\n".getBytes(StandardCharsets.US_ASCII);
        return connection -> {
            connection.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                for (int i = 0; i < 1000; i++) {
                    connection.write(line);
                }
                connection.flush();
                begun.countDown();
                TimeUnit.NANOSECONDS.sleep(pause.toNanos()); // of such a server
            }
        };
    }

    private static CompletableFuture<Throwable> looking(Pop3LiteEndpoint endpoint) {
        return CompletableFuture.supplyAsync(() -> catchThrowable(endpoint::getExchanges));
    }

    @Test
    void anEndlessHeaderEndsIt() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            endpoint(route).setLongestLook(Duration.ofDays(1));
            server.faults().once("TOP", endlessTop(new CountDownLatch(1), Duration.ZERO));

            assertThatIllegalStateException()
                    .isThrownBy(() -> endpoint(route).getExchanges())
                    .withMessageContaining("cannot be browsed")
                    .withMessageContaining("TOP 1 0")
                    .withMessageContaining("no more than 65536 octets are shown, and it goes on");

            assertThat(route.poll()).isEqualTo(1);
        }
    }

    @Test
    void aSlowEndlessHeaderEndsWithItsTimeAndPollsGoOn() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            endpoint(route).setLongestLook(Duration.ofSeconds(2));
            server.faults().once("TOP", endlessTop(new CountDownLatch(1), Duration.ofMillis(50)));

            assertThat(looking(endpoint(route)).get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "cannot be browsed. A look may take 2 s: ask for fewer messages" + " (browseLimit=100).")
                    .hasNoCause();

            assertThat(endpoint(route).looks()).isEmpty();
            assertThat(route.poll()).isEqualTo(1);
        }
    }

    @Test
    void theStopOfTheRouteEndsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            endpoint(route).setLongestLook(Duration.ofDays(1));
            server.faults().once("TOP", endlessTop(begun, Duration.ofMillis(50)));
            CompletableFuture<Throwable> look = looking(endpoint(route));
            begun.await();
            assertThat(route.poll()).isZero();

            route.context.getRouteController().stopRoute("mail");

            assertThat(look.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("cannot be browsed");
            route.context.getRouteController().startRoute("mail");
            assertThat(route.poll()).isEqualTo(1);
        }
    }

    // ---- a mailbox has one session at a time

    @Test
    void aMailboxThatIsBeingPolledIsBusy() throws Exception {
        List<Throwable> answers = new ArrayList<>();
        try (MaildropServer server = filled(MaildropServer.builder().exclusive(), 2)) {
            RouteOnMaildrop[] route = new RouteOnMaildrop[1];
            route[0] = new RouteOnMaildrop(server, "")
                    .processing(exchange -> {
                        answers.add(catchThrowable(() -> endpoint(route[0]).getExchanges()));
                        Thread another = new Thread(() -> answers.add(
                                catchThrowable(() -> endpoint(route[0]).getBrowseStatus(0))));
                        another.start();
                        another.join();
                    })
                    .start();
            try (RouteOnMaildrop open = route[0]) {
                assertThat(open.poll()).isEqualTo(2);
                assertThat(answers).hasSize(4).allSatisfy(answer -> assertThat(answer)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("user@" + server.host() + ":" + server.port()
                                + " is busy, and not browsed: it is being read just now"));
                assertThat(server.maildrop().size()).isZero();
                assertThat(server.logins()).isEqualTo(1);
            }
        }
    }

    @Test
    void aPollThatIsDueDuringALookIsSkipped() throws Exception {
        List<Integer> polled = new ArrayList<>();
        try (MaildropServer server = filled(MaildropServer.builder().exclusive(), 1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "sendEmptyMessageWhenIdle=true").start()) {
            Predicate<Exchange> meanwhile = exchange -> {
                Thread poll = new Thread(() -> {
                    assertThat(catchThrowable(() -> polled.add(route.poll()))).isNull();
                    assertThat(route.consumer().isSendEmptyMessageWhenIdle()).isFalse();
                    polled.add(-1);
                });
                poll.start();
                assertThat(catchThrowable(poll::join)).isNull();
                return true;
            };

            assertThat(endpoint(route).getExchanges(0, meanwhile)).hasSize(1);

            assertThat(polled).containsExactly(0, -1);
            assertThat(route.errors).isEmpty();
            assertThat(route.consumer().state().count(MailboxCount.POLLS_SKIPPED))
                    .isEqualTo(1);
            assertThat(server.logins()).isEqualTo(1);
            assertThat(route.poll()).isEqualTo(1);
            assertThat(route.uids()).containsExactly("uid-1");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aMailboxThatSomebodyElseHasOpenIsBusy() throws Exception {
        try (MaildropServer server = filled(MaildropServer.builder().exclusive(), 1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start();
                Pop3Session other = endpoint(route).maildrop().open(Pipelining.OFF)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> endpoint(route).getExchanges())
                    .withMessageContaining("is busy, and not browsed: somebody else has it open")
                    .withNoCause();
            other.quit();

            assertThat(endpoint(route).getExchanges()).hasSize(1);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsNoEmptyMailbox() throws Exception {
        try (MaildropServer server = server(1);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.faults().once("TOP", Fault.end(RESET));
            assertThatIllegalStateException()
                    .isThrownBy(() -> endpoint(route).getExchanges())
                    .withMessageContaining("cannot be browsed")
                    .withNoCause();

            assertThat(route.poll()).isEqualTo(1);
        }
    }

    // ---- with Camel's tools

    @Test
    void byJmx() throws Exception {
        try (MaildropServer server = server(2);
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            MBeanServer beans =
                    route.context.getManagementStrategy().getManagementAgent().getMBeanServer();
            ObjectName bean = beans.queryNames(
                            new ObjectName("org.apache.camel:context=" + route.context.getManagementName()
                                    + ",type=endpoints,name=\"pop3lite*\""),
                            null)
                    .iterator()
                    .next();

            assertThat(beans.getAttribute(bean, "BrowseLimit")).isEqualTo(100);
            assertThat(beans.getAttribute(bean, "Mailbox")).isEqualTo("user@" + server.host() + ":" + server.port());
            assertThat(beans.invoke(bean, "queueSize", null, null)).isEqualTo(2);
            assertThat((String) beans.invoke(
                            bean, "browseMessageBody", new Object[] {1}, new String[] {Integer.class.getName()}))
                    .startsWith("Subject: 2\r\n");
            assertThat((String) beans.invoke(
                            bean, "browseAllMessagesAsXml", new Object[] {true}, new String[] {Boolean.class.getName()
                            }))
                    .contains("uid-1", "Subject=2");
        }
    }

    @Test
    void inCamelsConsole() throws Exception {
        Printed printed = inConsole("#bean:mailPassword");

        LOG.info(
                "The console prints:\n{}\n{}\n{}",
                printed.text(),
                printed.counted(),
                printed.json().toJson());
        assertThat(printed.text()).contains("(size: 2 limit: 100 position: 0)", "uid-1", "uid-2");
        assertThat(printed.counted()).contains("(size: 2");
        JsonObject mailbox = (JsonObject) ((JsonArray) printed.json().get("browse")).get(0);
        assertThat(mailbox.get("queueSize")).isEqualTo(2);
        assertThat(mailbox.get("firstTimestamp")).isEqualTo(1795608001000L);
        assertThat(mailbox.get("lastTimestamp")).isEqualTo(1795608002000L);
    }

    /** SECURITY.md says so. When Camel has mended the second, this test says that the advice can go. */
    @Test
    void camelsConsolePrintsASecretThatTheUriHolds() throws Exception {
        assertThat(inConsole("#bean:mailPassword").all()).doesNotContain("secret-of-user");
        assertThat(inConsole("secret-of-user").all()).contains("secret-of-user");
    }

    private record Printed(String text, String counted, JsonObject json) {
        String all() {
            return text + counted + json.toJson();
        }
    }

    private static Printed inConsole(String password) throws Exception {
        try (MaildropServer server = server(2);
                CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("mailPassword", "secret-of-user");
            context.getEndpoint("pop3lite:" + server.host() + ":" + server.port() + "?username=user&password="
                    + password + "&tls=NONE");
            context.start();
            DevConsole console = context.getCamelContextExtension()
                    .getContextPlugin(DevConsoleRegistry.class)
                    .resolveById("browse");
            return new Printed(
                    (String) console.call(DevConsole.MediaType.TEXT, Map.of()),
                    (String) console.call(DevConsole.MediaType.TEXT, Map.of("dump", "false")),
                    (JsonObject) console.call(DevConsole.MediaType.JSON, Map.of()));
        }
    }
}
