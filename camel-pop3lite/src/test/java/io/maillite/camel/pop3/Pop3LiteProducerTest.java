package io.maillite.camel.pop3;

import static io.maillite.testkit.net.PeerConnection.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.pop3.Pop3Exception;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One command, one session: what {@code to("pop3lite:…")} does, and what it says when it cannot. */
class Pop3LiteProducerTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private static MaildropServerBuilder builder() {
        return MaildropServer.builder().account("user", "secret-of-user");
    }

    private static byte[] mail(int i) {
        return ("Subject: mail " + i + "\r\nDate: 27 Jul 2026 10:15:30 +0200\r\n\r\n.one\r\ntwo\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static MaildropServer fill(MaildropServer server) {
        server.maildrop().addMany(3, i -> MessageContent.of(mail(i)));
        return server;
    }

    private String uri(MaildropServer server, String options) {
        return "pop3lite:" + server.host() + ":" + server.port() + "?username=user&password=secret-of-user&tls=NONE"
                + (options.isEmpty() ? "" : "&" + options);
    }

    /** Sends one exchange, which is done when this returns. */
    private Exchange send(MaildropServer server, String options, Map<String, Object> headers) {
        context.start();
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody("before");
        exchange.getIn().setHeaders(new HashMap<>(headers));
        return context.createProducerTemplate().send(uri(server, options), exchange);
    }

    private Object body(MaildropServer server, String options, Map<String, Object> headers) {
        Exchange exchange = send(server, options, headers);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    private static Throwable failure(Exchange exchange) {
        return Objects.requireNonNull(exchange.getException(), "it did not fail");
    }

    @Test
    void statCountsAndMeasures() {
        try (MaildropServer server = fill(builder().start())) {
            assertThat(body(server, "operation=STAT", Map.of()))
                    .isEqualTo(Map.of("count", 3, "size", 3L * mail(1).length));
            assertThat(server.counts()).containsEntry("STAT", 1L).containsEntry("QUIT", 1L);
            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
        }
    }

    @Test
    void listAndUidlAreListsOfMaps() {
        try (MaildropServer server = fill(builder().start())) {
            long size = mail(1).length;
            assertThat(body(server, "operation=LIST", Map.of()))
                    .isEqualTo(List.of(
                            Map.of("number", 1, "size", size),
                            Map.of("number", 2, "size", size),
                            Map.of("number", 3, "size", size)));
            assertThat(body(server, "operation=UIDL", Map.of()))
                    .isEqualTo(List.of(
                            Map.of("number", 1, "uid", "uid-1"),
                            Map.of("number", 2, "uid", "uid-2"),
                            Map.of("number", 3, "uid", "uid-3")));
        }
    }

    @Test
    void listAndUidlAreOfOneThatIsNamed() {
        try (MaildropServer server = fill(builder().start())) {
            Map<String, Object> byId = Map.of(Pop3LiteHeaders.UID, "uid-2");
            Map<String, Object> byNumber = Map.of(Pop3LiteHeaders.MESSAGE_NUMBER, "2");
            for (Map<String, Object> named : List.of(byId, byNumber)) {
                assertThat(body(server, "operation=LIST", named))
                        .isEqualTo(List.of(Map.of("number", 2, "size", (long) mail(2).length)));
                assertThat(body(server, "operation=UIDL", named))
                        .isEqualTo(List.of(Map.of("number", 2, "uid", "uid-2")));
            }
        }
    }

    @Test
    void whatTheServerDoesNotSayIsNotThere() {
        try (MaildropServer server = fill(builder().sizes(message -> "many").start())) {
            assertThat(body(server, "operation=LIST", Map.of()))
                    .isEqualTo(List.of(Map.of("number", 1), Map.of("number", 2), Map.of("number", 3)));
        }
    }

    @Test
    void capaIsAMapOfLists() {
        try (MaildropServer server = builder()
                .capabilities("TOP", "SASL PLAIN LOGIN", "EXPIRE 31 USER")
                .start()) {
            assertThat(body(server, "operation=CAPA", Map.of()))
                    .isEqualTo(Map.of(
                            "TOP", List.of(), "SASL", List.of("PLAIN", "LOGIN"), "EXPIRE", List.of("31", "USER")));
        }
        try (MaildropServer server = builder().withoutCapa().start()) {
            assertThat(body(server, "operation=CAPA", Map.of())).isEqualTo(Map.of());
        }
    }

    @Test
    void noopLeavesTheBody() {
        try (MaildropServer server = builder().start()) {
            assertThat(body(server, "operation=NOOP", Map.of())).isEqualTo("before");
            assertThat(server.count("NOOP")).isEqualTo(1);
        }
    }

    @Test
    void retrGivesWhatTheConsumerGives() {
        try (MaildropServer server = fill(builder().start())) {
            for (Map<String, Object> named : List.<Map<String, Object>>of(
                    Map.of(Pop3LiteHeaders.UID, "uid-2"), Map.of(Pop3LiteHeaders.MESSAGE_NUMBER, 2))) {
                Exchange exchange = send(server, "operation=RETR", named);

                assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(mail(2));
                assertThat(exchange.getMessage().getHeaders())
                        .containsEntry(Pop3LiteHeaders.UID, "uid-2")
                        .containsEntry(Pop3LiteHeaders.MESSAGE_NUMBER, 2)
                        .containsEntry(Pop3LiteHeaders.SIZE, (long) mail(2).length)
                        .containsEntry(Exchange.MESSAGE_TIMESTAMP, 1785140130000L)
                        .extractingByKey(Pop3LiteHeaders.HEADERS)
                        .hasToString("{Date=27 Jul 2026 10:15:30 +0200, Subject=mail 2}");
            }
            assertThat(server.maildrop().size()).isEqualTo(3);
        }
    }

    @Test
    void topGivesTheHeaderAndSoManyLines() {
        try (MaildropServer server = fill(builder().start())) {
            Exchange exchange =
                    send(server, "operation=TOP&topLines=1&mapHeaders=true", Map.of(Pop3LiteHeaders.UID, "uid-3"));
            assertThat(exchange.getMessage().getBody(String.class))
                    .isEqualTo("Subject: mail 3\r\nDate: 27 Jul 2026 10:15:30 +0200\r\n\r\n.one\r\n");
            assertThat(exchange.getMessage().getHeader("Subject")).isEqualTo("mail 3");
            assertThat(server.count("TOP")).isEqualTo(1);
        }
    }

    @Test
    void aLargeMessageGoesToAFileThatGoesWithTheExchange(@TempDir Path spools) throws Exception {
        context.getStreamCachingStrategy().setSpoolEnabled(true);
        context.getStreamCachingStrategy().setSpoolDirectory(spools.toFile());
        try (MaildropServer server = fill(builder().start())) {
            long[] files = new long[1];
            byte[][] body = new byte[1][];
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .to(uri(server, "operation=RETR&spoolThreshold=10"))
                            .process(exchange -> {
                                files[0] = count(spools);
                                body[0] = exchange.getMessage().getBody(byte[].class);
                            });
                }
            });
            context.start();

            context.createProducerTemplate().sendBodyAndHeader("direct:in", null, Pop3LiteHeaders.UID, "uid-1");

            assertThat(files[0]).isEqualTo(1);
            assertThat(body[0]).isEqualTo(mail(1));
            assertThat(count(spools)).isZero();
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void aMessageThatIsTooLargeIsAnError() {
        try (MaildropServer server = fill(builder().start())) {
            assertThat(failure(send(server, "operation=RETR&maxMessageSize=40", Map.of(Pop3LiteHeaders.UID, "uid-1"))))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("maxMessageSize=40");
            assertThat(server.maildrop().size()).isEqualTo(3);
        }
    }

    @Test
    void deleRemovesOneMessageAndLeavesTheBody() {
        try (MaildropServer server = fill(builder().start())) {
            assertThat(body(server, "operation=DELE", Map.of(Pop3LiteHeaders.UID, "uid-2")))
                    .isEqualTo("before");
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1", "uid-3");
            assertThat(body(server, "operation=DELE", Map.of(Pop3LiteHeaders.MESSAGE_NUMBER, 2L)))
                    .isEqualTo("before");
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1");
        }
    }

    @Test
    void deleIsAnErrorUnlessItWasCommitted() {
        try (MaildropServer server = fill(builder().undeletable(message -> true).start())) {
            Map<String, Object> named = Map.of(Pop3LiteHeaders.UID, "uid-2");
            assertThat(failure(send(server, "operation=DELE", named)))
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("QUIT");
            server.faults().once("QUIT", Fault.end(RESET));
            assertThat(failure(send(server, "operation=DELE", named))).isInstanceOf(MailConnectionException.class);
            assertThat(server.maildrop().size()).isEqualTo(3);
        }
    }

    /** RFC 2449 section 6.7. */
    @Test
    void whatIsOnlyLookedAtIsNotDeletedWhereQuitWouldDoThat() {
        String[] capabilities = {"UIDL", "TOP", "EXPIRE 0"};
        try (MaildropServer server = fill(builder()
                .capabilities(capabilities)
                .capabilitiesAfterLogin(capabilities)
                .start())) {
            Map<String, Object> named = Map.of(Pop3LiteHeaders.UID, "uid-2");
            assertThat(send(server, "operation=RETR", named).getException()).isNull();
            assertThat(server.count("QUIT")).isZero();
            assertThat(send(server, "operation=TOP", named).getException()).isNull();
            assertThat(server.count("QUIT")).isEqualTo(1);
        }
    }

    @Test
    void aQuitThatCommitsNothingMayFail() {
        try (MaildropServer server = fill(builder().start())) {
            server.faults().once("QUIT", Fault.end(RESET));
            assertThat(body(server, "operation=STAT", Map.of())).isInstanceOf(Map.class);
            server.faults().once("QUIT", Fault.reply("-ERR no"));
            assertThat(body(server, "operation=STAT", Map.of())).isInstanceOf(Map.class);
        }
    }

    @Test
    void aRefusalFailsTheExchangeAndEndsTheSession() {
        try (MaildropServer server = fill(builder().start())) {
            server.faults().once("RETR 2", Fault.reply("-ERR cannot read it"));
            assertThat(failure(send(server, "operation=RETR", Map.of(Pop3LiteHeaders.MESSAGE_NUMBER, 2))))
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("cannot read it");
            assertThat(server.count("QUIT")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Pop3Operation.class,
            names = {"LIST", "UIDL", "TOP", "RETR", "DELE"})
    void aUniqueIdMustNameOneMessage(Pop3Operation operation) {
        try (MaildropServer server = builder().start()) {
            server.maildrop().add("same", mail(1)).add("other", mail(2)).add("same", mail(1));

            assertThat(failure(send(server, "operation=" + operation, Map.of(Pop3LiteHeaders.UID, "gone"))))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("no message has the unique-id 'gone'");
            assertThat(failure(send(server, "operation=" + operation, Map.of(Pop3LiteHeaders.UID, "same"))))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("[1, 3]")
                    .hasMessageContaining("CamelPop3LiteMessageNumber");
            assertThat(server.maildrop().size()).isEqualTo(3);
            assertThat(server.count("QUIT")).isEqualTo(2);
        }
    }

    @Test
    void aServerWithoutUidlIsAskedByNumber() {
        try (MaildropServer server = fill(builder().withoutUidl().start())) {
            Exchange exchange = send(server, "operation=RETR", Map.of(Pop3LiteHeaders.MESSAGE_NUMBER, 3));
            assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(mail(3));
            assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Pop3LiteHeaders.UID);
            assertThat(failure(send(server, "operation=RETR", Map.of(Pop3LiteHeaders.UID, "uid-3"))))
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("UIDL");
        }
    }

    @Test
    void theHeaderOverridesTheOption() {
        try (MaildropServer server = fill(builder().start())) {
            assertThat(body(server, "operation=STAT", Map.of(Pop3LiteHeaders.OPERATION, "capa")))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsKey("UIDL");
            assertThat(body(server, "", Map.of(Pop3LiteHeaders.OPERATION, Pop3Operation.NOOP)))
                    .isEqualTo("before");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR", "TOP", "DELE"})
    void aMessageMustBeNamed(String operation) {
        try (MaildropServer server = builder().start()) {
            assertThat(failure(send(server, "operation=" + operation, Map.of())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(operation)
                    .hasMessageContaining("CamelPop3LiteUid")
                    .hasMessageContaining("CamelPop3LiteMessageNumber");
            for (Object wrong : List.of(0, -1, "x", "1\r\nDELE 2", "99999999999", "")) {
                assertThat(failure(
                                send(server, "operation=" + operation, Map.of(Pop3LiteHeaders.MESSAGE_NUMBER, wrong))))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("CamelPop3LiteMessageNumber");
            }
            assertThat(failure(send(server, "operation=" + operation, Map.of(Pop3LiteHeaders.UID, " "))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CamelPop3LiteUid");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void anOperationMustBeGiven() {
        try (MaildropServer server = builder().start()) {
            assertThat(failure(send(server, "", Map.of())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("operation")
                    .hasMessageContaining("CamelPop3LiteOperation")
                    .hasMessageContaining("STAT");
            assertThat(failure(send(server, "", Map.of(Pop3LiteHeaders.OPERATION, "FETCH"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("FETCH")
                    .hasMessageContaining("RETR");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void nothingIsConnectedBeforeThereIsAnExchange() throws Exception {
        try (MaildropServer server = builder().start()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to(uri(server, "operation=STAT"));
                }
            });
            context.start();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void aWrongOptionFailsWhenTheRouteStarts() throws Exception {
        try (MaildropServer server = builder().start()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to(uri(server, "operation=TOP&topLines=-1"));
                }
            });
            assertThatThrownBy(context::start).rootCause().hasMessageContaining("topLines must be at least 0");
        }
    }
}
