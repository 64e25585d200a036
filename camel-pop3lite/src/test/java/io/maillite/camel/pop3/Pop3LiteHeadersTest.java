package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route sees of a mail besides its octets. */
class Pop3LiteHeadersTest {
    private static final String MAIL = """
            Received: by two
            Received: by one
            Date: Mon, 27 Jul 2026 10:15:30 +0200
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
            CamelFileName: /etc/passwd
            camelhttpuri: http://evil.example.org
            CAMELPop3LiteUid: mine
            org.apache.camel.x: y
            X-Keep: kept
            X-Drop: dropped

            First line
            Second line
            """.replace("\n", "\r\n");

    private static MaildropServer server() {
        MaildropServer server =
                MaildropServer.builder().account("user", "secret-of-user").start();
        server.maildrop().add("one", MessageContent.of(MAIL.getBytes(StandardCharsets.UTF_8)));
        return server;
    }

    private static RouteOnMaildrop.Seen seen(String options, Object filter) throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, options)
                        .bind("filter", filter)
                        .start()) {
            assertThat(route.poll()).isEqualTo(1);
            return route.seen.get(0);
        }
    }

    @Test
    void theMailsOwnFieldsAreInAMapOfTheirOwn() throws Exception {
        RouteOnMaildrop.Seen seen = seen("", "none");
        assertThat(seen.headers())
                .containsOnlyKeys(
                        Pop3LiteHeaders.UID,
                        Pop3LiteHeaders.MESSAGE_NUMBER,
                        Pop3LiteHeaders.SIZE,
                        Pop3LiteHeaders.HEADERS,
                        Exchange.MESSAGE_TIMESTAMP)
                .containsEntry(Pop3LiteHeaders.UID, "one")
                .containsEntry(Pop3LiteHeaders.MESSAGE_NUMBER, 1)
                .containsEntry(Pop3LiteHeaders.SIZE, (long) MAIL.length())
                .containsEntry(Exchange.MESSAGE_TIMESTAMP, 1785140130000L);
        // read long after the exchange is done and its server gone
        assertThat(seen.headers().get(Pop3LiteHeaders.HEADERS))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("subject", "Grüße")
                .containsEntry("Received", List.of("by two", "by one"))
                .containsEntry("CamelFileName", "/etc/passwd");
    }

    @Test
    void simpleReadsAField() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.start(from -> from.setBody()
                    .simple("${header.CamelPop3LiteHeaders[subject]} ${header.CamelPop3LiteHeaders[Received][1]}"
                            + " ${header.CamelPop3LiteHeaders[X-Keep]} ${messageTimestamp}")
                    .process(exchange -> route.seen.add(RouteOnMaildrop.see(exchange))));

            route.poll();

            assertThat(route.seen.get(0).octets())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("Grüße by one kept 1785140130000");
        }
    }

    @Test
    void mappedFieldsSetNoHeaderOfCamels() throws Exception {
        Map<String, Object> headers = seen("mapHeaders=true", "none").headers();
        assertThat(headers)
                .containsEntry("Subject", "Grüße")
                .containsEntry("X-Keep", "kept")
                .containsEntry("X-Drop", "dropped")
                .containsEntry("Received", List.of("by two", "by one"))
                .containsEntry(Pop3LiteHeaders.UID, "one")
                .doesNotContainKeys("CamelFileName", "camelhttpuri", "org.apache.camel.x");
    }

    @Test
    void aStrategyOfTheUsersSetsNoneEither() throws Exception {
        DefaultHeaderFilterStrategy filter = new DefaultHeaderFilterStrategy();
        filter.getInFilter().add("X-Drop");
        assertThat(seen("mapHeaders=true&headerFilterStrategy=#filter", filter).headers())
                .containsEntry("X-Keep", "kept")
                .containsEntry(Pop3LiteHeaders.UID, "one")
                .doesNotContainKeys("X-Drop", "CamelFileName", "camelhttpuri", "org.apache.camel.x");
    }

    /** Headers are made when somebody asks for one: however that is done, they are all there. */
    @Test
    void headersAreThereHoweverTheyAreAskedFor() throws Exception {
        Map<String, Function<Message, Object>> ways = new LinkedHashMap<>();
        ways.put("one", message -> message.getHeader("camelpop3liteuid"));
        ways.put("one or another", message -> message.getHeader(Pop3LiteHeaders.UID, "none", String.class));
        ways.put("a number", message -> message.getHeader(Pop3LiteHeaders.MESSAGE_NUMBER, int.class));
        ways.put("whether there are any", Message::hasHeaders);
        ways.put("the date", Message::getMessageTimestamp);
        ways.put("a copy", message -> message.copy().getHeader(Pop3LiteHeaders.UID));
        ways.put(
                "a copy of the exchange",
                message -> message.getExchange().copy().getIn().getHeader(Pop3LiteHeaders.UID));
        ways.put("another message for the exchange", message -> {
            Message other = message.newInstance();
            other.copyFromWithNewBody(message, "other");
            return other.getHeader(Pop3LiteHeaders.UID);
        });
        ways.put("behind one that was set", message -> {
            message.setHeader("mine", 1);
            return message.getHeader(Pop3LiteHeaders.UID);
        });
        ways.put("behind one that was removed", message -> {
            message.removeHeader(Pop3LiteHeaders.SIZE);
            return message.getHeaders().get(Pop3LiteHeaders.UID);
        });
        ways.put("without any", message -> {
            message.removeHeaders("*");
            return message.getHeaders().isEmpty();
        });
        ways.put("behind another body", message -> {
            message.setBody("other");
            return message.getHeader(Exchange.MESSAGE_TIMESTAMP);
        });
        Map<String, Object> found = new LinkedHashMap<>();
        for (Map.Entry<String, Function<Message, Object>> way : ways.entrySet()) {
            try (MaildropServer server = server();
                    RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
                route.start(from -> from.process(
                        exchange -> found.put(way.getKey(), way.getValue().apply(exchange.getIn()))));
                assertThat(route.poll()).isEqualTo(1);
            }
        }

        long written = 1785140130000L;
        assertThat(found)
                .containsExactly(
                        Map.entry("one", "one"),
                        Map.entry("one or another", "one"),
                        Map.entry("a number", 1),
                        Map.entry("whether there are any", true),
                        Map.entry("the date", written),
                        Map.entry("a copy", "one"),
                        Map.entry("a copy of the exchange", "one"),
                        Map.entry("another message for the exchange", "one"),
                        Map.entry("behind one that was set", "one"),
                        Map.entry("behind one that was removed", "one"),
                        Map.entry("without any", true),
                        Map.entry("behind another body", written));
    }

    /** Also when nobody has asked before, and the file of the message is gone. */
    @ParameterizedTest
    @ValueSource(strings = {"", "spoolThreshold=1"})
    void whoKeepsTheMessageReadsItsHeadersLater(String options) throws Exception {
        List<Message> kept = new ArrayList<>();
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, options)) {
            route.start(from -> from.process(exchange -> kept.add(exchange.getIn())));
            assertThat(route.poll()).isEqualTo(1);
        }

        assertThat(kept.get(0).getHeaders())
                .containsEntry(Pop3LiteHeaders.UID, "one")
                .containsEntry(Pop3LiteHeaders.SIZE, (long) MAIL.length())
                .containsEntry(Exchange.MESSAGE_TIMESTAMP, 1785140130000L);
    }

    @Test
    void severalThreadsOfARouteReadTheSameHeaders() throws Exception {
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        Set<Integer> different = new TreeSet<>();
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            for (int i = 0; i < 200; i++) {
                server.maildrop().add("more" + i, MessageContent.of(MAIL.getBytes(StandardCharsets.UTF_8)));
            }
            route.start(from -> from.process(exchange -> {
                List<Future<Map<String, Object>>> seen = readers.invokeAll(Collections.nCopies(threads, () -> {
                    together.await();
                    return exchange.getIn().getHeaders();
                }));
                Set<Map<String, Object>> maps = Collections.newSetFromMap(new IdentityHashMap<>());
                for (Future<Map<String, Object>> one : seen) {
                    maps.add(one.get());
                    assertThat(one.get()).containsKeys(Pop3LiteHeaders.UID, Exchange.MESSAGE_TIMESTAMP);
                }
                different.add(maps.size());
            }));

            assertThat(route.poll()).isEqualTo(201);
        } finally {
            readers.shutdownNow();
        }
        assertThat(different).containsExactly(1);
    }

    /** A context may use exchanges again, and their messages with them. */
    @Test
    void anExchangeThatIsUsedAgainHasTheNextMessagesHeaders() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            server.maildrop().add("two", MessageContent.of("Subject: two\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
            route.context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
            route.start();

            assertThat(route.poll()).isEqualTo(2);

            assertThat(route.uids()).containsExactly("one", "two");
            assertThat(route.seen.get(1).headers()).doesNotContainKey(Exchange.MESSAGE_TIMESTAMP);
        }
    }

    @Test
    void aMailWithoutADateHasNoTimestamp() throws Exception {
        try (MaildropServer server = MaildropServer.builder()
                        .account("user", "secret-of-user")
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "mapHeaders=true").start()) {
            server.maildrop().add("none", MessageContent.of("no header, no date".getBytes(StandardCharsets.UTF_8)));

            assertThat(route.poll()).isEqualTo(1);

            assertThat(route.seen.get(0).headers()).doesNotContainKey(Exchange.MESSAGE_TIMESTAMP);
            assertThat(route.seen.get(0).text()).startsWith("no header, no date");
        }
    }

    /**
     * The file of a spooled message goes with its exchange; who still holds on to the message reads it all the same.
     */
    @Test
    void anAggregatorReadsFieldsOfExchangesThatAreDone() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "spoolThreshold=1")) {
            server.maildrop().add("two", MessageContent.of(MAIL.getBytes(StandardCharsets.UTF_8)));
            List<Object> subjects = new java.util.concurrent.CopyOnWriteArrayList<>();
            route.start(from -> from.setBody(exchange -> exchange.getIn().getHeader(Pop3LiteHeaders.HEADERS))
                    .aggregate(new GroupedBodyAggregationStrategy())
                    .constant(true)
                    .completionSize(3)
                    .forceCompletionOnStop()
                    .process(exchange -> {
                        for (Object headers : exchange.getIn().getBody(List.class)) {
                            subjects.add(((Map<?, ?>) headers).get("SUBJECT"));
                        }
                    }));

            assertThat(route.poll()).isEqualTo(2);
            assertThat(server.maildrop().size()).isZero();
            route.context.stop();

            assertThat(subjects).containsExactly("Grüße", "Grüße");
        }
    }

    @Test
    void fetchHeadersGivesTheHeaderAndSoManyLines() throws Exception {
        String header = MAIL.substring(0, MAIL.indexOf("First"));
        for (int lines = 0; lines < 2; lines++) {
            try (MaildropServer server = server();
                    RouteOnMaildrop route =
                            new RouteOnMaildrop(server, "fetch=HEADERS&delete=false&topLines=" + lines).start()) {
                assertThat(route.poll()).isEqualTo(1);
                assertThat(route.poll()).isZero();

                RouteOnMaildrop.Seen seen = route.seen.get(0);
                assertThat(seen.text()).isEqualTo(header + (lines == 0 ? "" : "First line\r\n"));
                assertThat(seen.headers())
                        .containsEntry(Pop3LiteHeaders.SIZE, (long) seen.octets().length)
                        .containsEntry(Exchange.MESSAGE_TIMESTAMP, 1785140130000L);
                assertThat(server.count("RETR")).isZero();
                assertThat(server.maildrop().size()).isEqualTo(1);
            }
        }
    }

    @Test
    void fetchHeadersDeletesOnlyWhenThatWasWritten() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "fetch=HEADERS&delete=true").start()) {
            assertThat(route.poll()).isEqualTo(1);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch=HEADERS", "fetch=HEADERS&topLines=3"})
    void fetchHeadersWithoutASayOnDeletingIsRefused(String options) {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, options)) {
            assertThatThrownBy(route::start)
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("delete=true")
                    .hasMessageContaining("delete=false");
        }
    }
}
