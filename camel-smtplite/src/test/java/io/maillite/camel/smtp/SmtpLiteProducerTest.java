package io.maillite.camel.smtp;

import static io.maillite.camel.smtp.RouteToSink.TEXT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.sasl.MailAuthenticationException;
import io.maillite.smtp.DeliveryInDoubtException;
import io.maillite.smtp.SmtpException;
import io.maillite.smtp.SmtpPermanentException;
import io.maillite.smtp.SmtpTransientException;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.proxy.HttpProxy;
import io.maillite.testkit.proxy.ProxySettings;
import io.maillite.testkit.proxy.Socks5Proxy;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SmtpPath;
import io.maillite.testkit.smtp.Verdicts;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailTlsException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.xml.transform.stream.StreamSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Message;
import org.apache.camel.builder.DefaultErrorHandlerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpLiteProducerTest {
    private static final byte[] OCTETS = "Subject: Grüße\r\n\r\n.a\r\nÜ\r\n".getBytes(UTF_8);

    /** Refuses recipients by how their address begins, and messages by how they do. */
    private static final Verdicts BY_NAME = new Verdicts() {
        @Override
        public @Nullable String recipient(SmtpPath recipient, int accepted) {
            String address = recipient.address();
            return address.startsWith("never")
                    ? "550 5.1.1 nobody"
                    : address.startsWith("later") ? "450 4.2.1 full" : null;
        }

        @Override
        public @Nullable String message(Received message) {
            return message.text().startsWith("X-Spam") ? "554 5.7.1 spam" : null;
        }
    };

    private static <T extends Throwable> T failure(Exchange exchange, Class<T> type) {
        assertThat(exchange.getException()).isInstanceOf(type);
        return type.cast(exchange.getException());
    }

    // ---- bodies

    @Test
    void sendsEachTypeOfBodyOctetForOctet(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("message.eml"), OCTETS);
        List<Object> bodies = List.of(
                OCTETS,
                new String(OCTETS, UTF_8),
                file,
                file.toFile(),
                new InputStreamCache(OCTETS),
                new ByteArrayInputStream(OCTETS),
                new StringBuilder(new String(OCTETS, UTF_8)));
        for (boolean caching : new boolean[] {true, false}) {
            try (SinkServer server = SinkServer.start();
                    RouteToSink route =
                            new RouteToSink(server, "").before(r -> r.streamCache(String.valueOf(caching)))) {
                route.start();
                for (Object body : bodies) {
                    if (body instanceof InputStream stream) {
                        stream.reset();
                    }
                    Exchange sent = route.send(body);
                    assertThat(sent.getException()).as("%s", body.getClass()).isNull();
                }
                assertThat(server.received())
                        .hasSize(bodies.size())
                        .allSatisfy(received -> assertThat(received.octets()).isEqualTo(OCTETS));
            }
        }
    }

    @Test
    void sendsFilesOfTheFileComponent(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("message.eml"), OCTETS);
        try (SinkServer server = SinkServer.start();
                CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + folder + "?noop=true")
                            .to("smtplite:localhost:" + server.port() + "?tls=NONE&from=<>&to=a@example.org");
                }
            });
            context.start();
            server.awaitReceived(1);
            assertThat(server.only().octets()).isEqualTo(OCTETS);
            assertThat(server.only().sender().address()).isEmpty();
        }
    }

    @Test
    void textGoesInTheCharsetOfTheExchange() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            route.send("Subject: Ü\r\n", Map.of(Exchange.CHARSET_NAME, "ISO-8859-1"));
            assertThat(server.only().octets()).isEqualTo("Subject: Ü\r\n".getBytes(ISO_8859_1));

            Exchange failed = route.send("Subject: €\r\n", Map.of(Exchange.CHARSET_NAME, "ISO-8859-1"));
            assertThat(failure(failed, SmtpPermanentException.class)).hasMessageContaining("ISO-8859-1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3_000_000})
    void aStreamThatCanBeReadOnceIsKeptAndCanBeReadAgain(int size, @TempDir Path spool) throws Exception {
        byte[] octets = ("Subject: x\r\n\r\n" + "x".repeat(size) + "\r\n").getBytes(UTF_8);
        try (SinkServer server = SinkServer.builder().without("8BITMIME").start();
                RouteToSink route =
                        new RouteToSink(server, "spoolThreshold=1000").before(r -> r.streamCache("false"))) {
            route.context.getStreamCachingStrategy().setSpoolEnabled(true);
            route.context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
            route.start();
            server.faults().once("MAIL", Fault.reply("451 4.7.1 later"));
            Exchange first = route.send(new FilterInputStream(new ByteArrayInputStream(octets)) {});
            assertThat(first.getException()).isInstanceOf(SmtpTransientException.class);

            route.context.createProducerTemplate().send("direct:in", e -> {
                e.getIn().setBody(new FilterInputStream(new ByteArrayInputStream(octets)) {});
            });
            assertThat(server.only().octets()).isEqualTo(octets);
            try (Stream<Path> left = Files.list(spool)) {
                assertThat(left).isEmpty();
            }
        }
    }

    /** Camel's error handler gives each attempt the body as it was: a stream, of which nothing is left. */
    @Test
    void aStreamThatCanBeReadOnceIsSentByTheRedelivery() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redeliveringUncached(server)) {
            server.faults().times(2, "MAIL", Fault.reply("451 4.7.1 later"));
            Exchange sent = route.send(new FilterInputStream(new ByteArrayInputStream(TEXT.getBytes(US_ASCII))) {});
            assertThat(sent.getException()).isNull();
            assertThat(server.only().text()).isEqualTo(TEXT);
        }
    }

    @Test
    void whatIsNoMessageIsRefusedBeforeAnythingIsSent() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            for (Object body : Arrays.asList(
                    null,
                    "",
                    new byte[0],
                    "Hello, this is no message",
                    "\r\n\r\nno header",
                    Map.of("a", "b"),
                    new File("/does/not/exist.eml"))) {
                Exchange sent = route.send(body);
                assertThat(failure(sent, SmtpPermanentException.class))
                        .as("%s", body)
                        .hasMessageContaining("The body")
                        .hasMessageContaining("Nothing was sent");
                assertThat(failure(sent, SmtpPermanentException.class).reply()).isEmpty();
            }
            assertThat(server.count("MAIL")).isZero();
        }
    }

    // ---- the envelope

    /** What is known of the envelope before is of use for the same one alone. */
    @Test
    void eachMessageHasItsOwnEnvelope() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            List<String> changing = new ArrayList<>(List.of("one@example.org"));
            StringBuilder text = new StringBuilder("two@example.org");
            route.send(TEXT);
            route.send(TEXT);
            route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "b@example.org,c@example.org"));
            route.send(TEXT, Map.of(SmtpLiteHeaders.FROM, "<>"));
            route.send(TEXT, Map.of(SmtpLiteHeaders.TO, changing));
            changing.add("three@example.org");
            route.send(TEXT, Map.of(SmtpLiteHeaders.TO, changing));
            route.send(TEXT, Map.of(SmtpLiteHeaders.TO, text));
            text.append(",four@example.org");
            route.send(TEXT, Map.of(SmtpLiteHeaders.TO, text));
            route.send(TEXT);

            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(
                            List.of("to@example.org"),
                            List.of("to@example.org"),
                            List.of("b@example.org", "c@example.org"),
                            List.of("to@example.org"),
                            List.of("one@example.org"),
                            List.of("one@example.org", "three@example.org"),
                            List.of("two@example.org"),
                            List.of("two@example.org", "four@example.org"),
                            List.of("to@example.org"));
            assertThat(server.received().get(3).sender().address()).isEmpty();
            assertThat(server.received().get(8).sender().address()).isEqualTo("from@example.org");
        }
    }

    @Test
    void headersWinOverOptions() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            route.send(TEXT);
            route.send(
                    TEXT,
                    Map.of(
                            SmtpLiteHeaders.FROM, "<>",
                            SmtpLiteHeaders.TO, "a@example.org, \"b,c\"@example.org"));
            route.send(TEXT, Map.of(SmtpLiteHeaders.TO, List.of("d@example.org", "e@example.org")));
            route.send(TEXT, Map.of(SmtpLiteHeaders.TO, new String[] {"f@example.org"}));

            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(
                            List.of("to@example.org"),
                            List.of("a@example.org", "\"b,c\"@example.org"),
                            List.of("d@example.org", "e@example.org"),
                            List.of("f@example.org"));
            assertThat(server.received())
                    .extracting(received -> received.sender().address())
                    .containsExactly("from@example.org", "", "from@example.org", "from@example.org");
            assertThat(server.received())
                    .allSatisfy(received -> assertThat(received.text()).isEqualTo(TEXT));
        }
    }

    @Test
    void anEnvelopeThatIsNoneIsRefusedBeforeAnythingIsSent() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server.port(), "tls=NONE").start()) {
            String good = "a@example.org";
            for (Map<String, Object> headers : List.<Map<String, Object>>of(
                    Map.of(),
                    Map.of(SmtpLiteHeaders.TO, good),
                    Map.of(SmtpLiteHeaders.FROM, good),
                    Map.of(SmtpLiteHeaders.FROM, "", SmtpLiteHeaders.TO, good),
                    Map.of(SmtpLiteHeaders.FROM, good, SmtpLiteHeaders.TO, ""),
                    Map.of(SmtpLiteHeaders.FROM, good, SmtpLiteHeaders.TO, List.of()),
                    Map.of(SmtpLiteHeaders.FROM, good, SmtpLiteHeaders.TO, List.of(17)),
                    Map.of(SmtpLiteHeaders.FROM, good, SmtpLiteHeaders.TO, 17),
                    Map.of(SmtpLiteHeaders.FROM, "Jane <a@example.org>", SmtpLiteHeaders.TO, good),
                    Map.of(SmtpLiteHeaders.FROM, good, SmtpLiteHeaders.TO, "a@example.org\r\nDATA"))) {
                Exchange sent = route.send(TEXT, headers);
                assertThat(failure(sent, SmtpPermanentException.class)).hasMessageContaining("Nothing was sent");
            }
            assertThat(server.count("MAIL")).isZero();
        }
    }

    @Test
    void esmtpParametersByOptionAndHeader() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(
                                server, "mailParameters=RAW(RET=HDRS ENVID=a+b)&recipientParameters=NOTIFY=NEVER")
                        .start()) {
            assertThat(route.send(TEXT).getException()).isNull();
            assertThat(route.send(
                                    TEXT,
                                    Map.of(
                                            SmtpLiteHeaders.MAIL_PARAMETERS,
                                            Map.of("ENVID", "x y"),
                                            SmtpLiteHeaders.RECIPIENT_PARAMETERS,
                                            Map.of(
                                                    "NOTIFY",
                                                    "DELAY",
                                                    "to@example.org",
                                                    Map.of("ORCPT", "rfc822;a=b@example.org"))))
                            .getException())
                    .isNull();
            assertThat(server.received().get(0).sender().parameters())
                    .containsEntry("RET", "HDRS")
                    .containsEntry("ENVID", "a+2Bb");
            assertThat(server.received().get(0).recipients().get(0).parameters())
                    .isEqualTo(Map.of("NOTIFY", "NEVER"));
            assertThat(server.received().get(1).sender().parameters())
                    .containsEntry("ENVID", "x+20y")
                    .doesNotContainKey("RET");
            assertThat(server.received().get(1).recipients().get(0).parameters())
                    .isEqualTo(Map.of("NOTIFY", "DELAY", "ORCPT", "rfc822;a+3Db@example.org"));
        }
    }

    // ---- outcomes

    @Test
    void deliveredSaysSoInHeaders() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            Exchange sent = route.send(TEXT);
            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeaders())
                    .containsEntry(SmtpLiteHeaders.REPLY_CODE, 250)
                    .containsEntry(SmtpLiteHeaders.ACCEPTED_RECIPIENTS, List.of("to@example.org"))
                    .containsEntry(SmtpLiteHeaders.REFUSED_RECIPIENTS, Map.of())
                    .containsKeys(SmtpLiteHeaders.REPLY, SmtpLiteHeaders.ENHANCED_STATUS);
        }
    }

    @Test
    void refusedSaysSoInHeadersAndExceptionAndNothingOfBeforeIsLeft() throws Exception {
        try (SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            Map<String, Object> headers = new HashMap<>(Map.of(SmtpLiteHeaders.TO, "never@example.org"));
            headers.put(SmtpLiteHeaders.ENHANCED_STATUS, "2.0.0");
            Exchange refused = route.send(TEXT, headers);

            assertThat(failure(refused, SmtpPermanentException.class)
                            .reply()
                            .orElseThrow()
                            .code())
                    .isEqualTo(550);
            assertThat(refused.getMessage().getHeaders())
                    .containsEntry(SmtpLiteHeaders.REPLY_CODE, 550)
                    .containsEntry(SmtpLiteHeaders.ENHANCED_STATUS, "5.1.1")
                    .containsEntry(SmtpLiteHeaders.ACCEPTED_RECIPIENTS, List.of())
                    .containsEntry(SmtpLiteHeaders.REFUSED_RECIPIENTS, Map.of("never@example.org", "550 5.1.1 nobody"));

            assertThat(route.send("X-Spam: yes\r\n\r\n").getException()).isInstanceOf(SmtpPermanentException.class);
            assertThat(route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "later@example.org"))
                            .getException())
                    .isInstanceOf(SmtpTransientException.class);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void partialDeliveryFailsAndNamesBothAndARedeliveryGoesToTheRestOnly() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "")
                        .before(r -> r.errorHandler(new DefaultErrorHandlerBuilder()
                                .maximumRedeliveries(3)
                                .redeliveryDelay(0)))
                        .start()) {
            server.faults().times(2, "RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,b@example.org,c@example.org"));

            assertThat(sent.getException()).isNull();
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(List.of("a@example.org", "c@example.org"), List.of("b@example.org"));
            assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS))
                    .isEqualTo(List.of("a@example.org", "b@example.org", "c@example.org"));
        }
    }

    /** Camel evaluates the URI of toD anew for each attempt. */
    @Test
    void aRedeliveryWithOtherParametersGoesToTheRestOnly() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redeliveringChanged(server, SmtpLiteProducerTest::nameAttempt)) {
            server.faults().times(2, "RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,b@example.org,c@example.org"));

            assertThat(sent.getException()).isNull();
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(List.of("a@example.org", "c@example.org"), List.of("b@example.org"));
            assertThat(server.received().get(1).sender().parameters()).containsEntry("ENVID", "2");
        }
    }

    private static void nameAttempt(Exchange exchange) {
        Message message = exchange.getIn();
        message.setHeader(
                SmtpLiteHeaders.MAIL_PARAMETERS, "ENVID=" + message.getHeader(Exchange.REDELIVERY_COUNTER, int.class));
    }

    @Test
    void norDoesOneWithOtherParametersSendWhatIsInDoubt() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redeliveringChanged(server, SmtpLiteProducerTest::nameAttempt)) {
            server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            assertInDoubtAndThereOnce(route.send(TEXT), server);
        }
    }

    @Test
    void aRedeliveryWithOtherRecipientsLeavesOutThoseWhoHaveGotIt() throws Exception {
        try (SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = RouteToSink.redeliveringChanged(server, exchange -> exchange.getIn()
                        .setHeader(SmtpLiteHeaders.TO, "c@example.org, a@example.org"))) {
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,later@example.org"));

            assertThat(sent.getException()).isNull();
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(List.of("a@example.org"), List.of("c@example.org"));
            assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS))
                    .isEqualTo(List.of("c@example.org", "a@example.org"));
        }
    }

    @Test
    void aRedeliveryForThoseAloneWhoHaveGotItIsASuccess() throws Exception {
        try (SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = RouteToSink.redeliveringChanged(
                        server, exchange -> exchange.getIn().setHeader(SmtpLiteHeaders.TO, "a@example.org"))) {
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,later@example.org"));

            assertThat(sent.getException()).isNull();
            assertThat(server.received()).hasSize(1);
            assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS))
                    .isEqualTo(List.of("a@example.org"));
        }
    }

    /** Whatever the envelopes of the attempts in between were. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoHasGotItOrMayHaveIsKnownAtEachFurtherAttempt(boolean inDoubt) throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redeliveringChanged(server, exchange -> {
                    int attempt = exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, int.class);
                    exchange.getIn()
                            .setHeader(
                                    SmtpLiteHeaders.TO, attempt == 1 ? "b@example.org" : "a@Example.ORG,b@example.org");
                })) {
            if (inDoubt) {
                server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            }
            server.faults().times(inDoubt ? 1 : 2, "RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            Exchange sent = route.send(
                    TEXT, Map.of(SmtpLiteHeaders.TO, inDoubt ? "a@example.org" : "a@example.org,b@example.org"));

            assertThat(server.received().get(0).addresses()).containsExactly("a@example.org");
            if (inDoubt) {
                assertThat(failure(sent, DeliveryInDoubtException.class)
                                .recipients()
                                .inDoubt())
                        .containsExactly("a@example.org");
                assertThat(server.received()).hasSize(1);
            } else {
                assertThat(sent.getException()).isNull();
                assertThat(server.received())
                        .extracting(Received::addresses)
                        .containsExactly(List.of("a@example.org"), List.of("b@example.org"));
            }
        }
    }

    @Test
    void theLastExceptionOfARedeliveryNamesThoseWhoHaveGotIt() throws Exception {
        try (SinkServer server = SinkServer.start()) {
            server.faults().once("RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            try (RouteToSink route = RouteToSink.redelivering(
                    server, attempt -> server.faults().when("MAIL", Fault.reply("451 4.3.0 not now")))) {
                Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,b@example.org"));
                SmtpTransientException failure = failure(sent, SmtpTransientException.class);
                assertThat(failure.recipients().accepted()).containsExactly("a@example.org");
                assertThat(failure).hasMessageContaining("An earlier attempt has delivered it to a@example.org");
                assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS))
                        .isEqualTo(List.of("a@example.org"));
                assertThat(server.received()).hasSize(1);
            }
        }
    }

    @Test
    void whoHasGotItIsRememberedWhenTheBodyCannotBeReadMeanwhile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.eml"), TEXT);
        try (SinkServer server = SinkServer.start();
                RouteToSink route =
                        RouteToSink.redelivering(server, attempt -> RouteToSink.present(file, attempt != 1))) {
            server.faults().once("RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            Exchange sent = route.send(file, Map.of(SmtpLiteHeaders.TO, "a@example.org,b@example.org"));
            assertThat(sent.getException()).isNull();
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(List.of("a@example.org"), List.of("b@example.org"));
            assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS))
                    .isEqualTo(List.of("a@example.org", "b@example.org"));
        }
    }

    @Test
    void aStreamThatFailsInAnyWayIsAMessageThatCouldNotBeRead() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            InputStream failing = new InputStream() {
                @Override
                public int read() {
                    throw new IllegalStateException("the cursor is closed");
                }
            };
            assertThat(route.send(failing).getException())
                    .isInstanceOf(SmtpTransientException.class)
                    .hasMessageContaining("could not be read")
                    .hasMessageContaining("the cursor is closed");
            assertThat(server.received()).isEmpty();
        }
    }

    /** Who goes on where it failed sends its rest for the whole. */
    @Test
    void aStreamThatFailedOnceIsNotReadOnByTheRedelivery() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redeliveringUncached(server)) {
            Exchange sent = route.send(new FailsOnce("X-Secret: the first half\r\n", TEXT));
            assertThat(sent.getException())
                    .isInstanceOf(SmtpTransientException.class)
                    .hasMessageContaining("could not be read")
                    .hasMessageContaining("the line is down");
            assertThat(server.received()).isEmpty();
        }
    }

    /** What is no stream itself may hold one: a file that is received as a stream does. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void norIsOneThatIsWrapped(boolean error) throws Exception {
        InputStream stream = error
                ? new FilterInputStream(new FailsOnce("X-First: half\r\n", TEXT)) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        try {
                            return super.read(buffer, offset, length);
                        } catch (IOException e) {
                            throw new StackOverflowError("so it says");
                        }
                    }
                }
                : new FailsOnce("X-First: half\r\n", TEXT);
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redeliveringUncached(server)) {
            Exchange sent = route.send(new StreamSource(stream));
            assertThat(sent.getException()).isNotNull();
            assertThat(server.received()).isEmpty();
        }
    }

    /** A stream that fails between its parts, and can be read on: a network's that has timed out, say. */
    static final class FailsOnce extends SequenceInputStream {
        FailsOnce(String before, String behind) {
            super(Collections.enumeration(List.of(
                    stream(before),
                    new InputStream() {
                        private boolean failed;

                        @Override
                        public int read() throws IOException {
                            if (failed) {
                                return -1;
                            }
                            failed = true;
                            throw new SocketTimeoutException("the line is down");
                        }
                    },
                    stream(behind))));
        }

        private static InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(US_ASCII));
        }

        @Override
        public void close() {}
    }

    @Test
    void partialDeliveryFails() throws Exception {
        try (SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,never@example.org"));
            SmtpException failure = failure(sent, SmtpPermanentException.class);
            assertThat(failure.recipients().accepted()).containsExactly("a@example.org");
            assertThat(failure.recipients().refused()).containsOnlyKeys("never@example.org");
            assertThat(server.received()).hasSize(1);

            Exchange again = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,later@example.org"));
            assertThat(again.getException()).isInstanceOf(SmtpTransientException.class);
        }
    }

    @Test
    void partialDeliveryAccepted() throws Exception {
        try (SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = new RouteToSink(server, "partialDelivery=ACCEPT").start()) {
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,later@example.org"));
            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.REFUSED_RECIPIENTS))
                    .isEqualTo(Map.of("later@example.org", "450 4.2.1 full"));
            assertThat(route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "never@example.org"))
                            .getException())
                    .isInstanceOf(SmtpPermanentException.class);
        }
    }

    @Test
    void allRecipientsRequired() throws Exception {
        try (SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = new RouteToSink(server, "requireAllRecipients=true").start()) {
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,never@example.org"));
            assertThat(sent.getException()).isInstanceOf(SmtpPermanentException.class);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void inDoubtIsNotSentAgain() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            assertThat(route.send(TEXT).getException()).isNull();
            server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            Exchange sent = route.send(TEXT);
            assertThat(failure(sent, DeliveryInDoubtException.class)
                            .recipients()
                            .inDoubt())
                    .containsExactly("to@example.org");
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void aRedeliveryDoesNotSendWhatIsInDoubt() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = RouteToSink.redelivering(server)) {
            server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            assertInDoubtAndThereOnce(route.send(TEXT), server);
            assertThat(route.endpoint().state().count(SendCount.MESSAGES_IN_DOUBT))
                    .isEqualTo(1);
        }
    }

    /** Camel goes on with the redeliveries that the exchange's first failure was given. */
    @Test
    void norDoesOneThatAnEarlierFailureWasGiven() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "")
                        .before(r -> r.onException(SmtpTransientException.class)
                                .maximumRedeliveries(3)
                                .redeliveryDelay(0)
                                .end())
                        .start()) {
            server.faults().once("MAIL", Fault.reply("450 4.2.1 later"));
            server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            assertInDoubtAndThereOnce(route.send(TEXT), server);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverDecidesToSendWhatIsInDoubtAgainCan(boolean handled) throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "")) {
            route.before(r -> r.onException(DeliveryInDoubtException.class)
                            .maximumRedeliveries(1)
                            .redeliveryDelay(0)
                            .handled(handled)
                            .to(route.uri())
                            .end())
                    .start();
            server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            Exchange sent = route.send(TEXT);
            assertThat(sent.isFailed()).isEqualTo(!handled);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void anEndpointThatIsMadeAnewForEachAttemptKnowsWhatIsInDoubt() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "")) {
            route.before(r -> r.errorHandler(new DefaultErrorHandlerBuilder()
                                    .maximumRedeliveries(3)
                                    .redeliveryDelay(0))
                            .toD(route.uri(), -1)
                            .stop())
                    .start();
            server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            assertInDoubtAndThereOnce(route.send(TEXT), server);
        }
    }

    /** The counter of a step that was redelivered stays with the exchange, and says nothing of the steps behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"refused for some", "in doubt"})
    void whatFailedAtOneStepIsNothingToTheNext(String outcome) throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "")) {
            AtomicBoolean hasFailed = new AtomicBoolean();
            route.before(r -> r.errorHandler(new DefaultErrorHandlerBuilder()
                                    .maximumRedeliveries(3)
                                    .redeliveryDelay(0))
                            .doTry()
                            .to(route.uri())
                            .doCatch(SmtpPermanentException.class, DeliveryInDoubtException.class)
                            .end()
                            .process(exchange -> {
                                if (!hasFailed.getAndSet(true)) {
                                    throw new IllegalStateException("once");
                                }
                            })
                            .setBody(new ConstantExpression("Subject: another\r\n\r\nOne\r\n")))
                    .start();
            if (outcome.equals("in doubt")) {
                server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            } else {
                server.faults().once("RCPT TO:<b@example.org>", Fault.reply("550 5.1.1 no such user"));
            }
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,b@example.org"));
            assertThat(sent.getException()).isNull();
            assertThat(server.received()).hasSize(2);
            assertThat(server.received().get(1).addresses()).containsExactly("a@example.org", "b@example.org");
        }
    }

    private static void assertInDoubtAndThereOnce(Exchange sent, SinkServer server) {
        assertThat(failure(sent, DeliveryInDoubtException.class).recipients().inDoubt())
                .containsExactly("to@example.org");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void noConnectionIsTransient() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (RouteToSink route = new RouteToSink(port, "tls=NONE&from=<>&to=a@example.org").start()) {
            Exchange sent = route.send(TEXT);
            assertThat(failure(sent, SmtpTransientException.class))
                    .hasMessageContaining("localhost:" + port)
                    .hasMessageContaining("Nothing was sent");
            assertThat(failure(sent, SmtpTransientException.class).recipients().notSent())
                    .containsExactly("a@example.org");
        }
    }

    @Test
    void wrongPasswordAndPlaintextServerAreTyped() throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.startTls())
                        .account("jane", "secret")
                        .requiresLogin()
                        .start();
                RouteToSink wrong = new RouteToSink(
                                server.port(),
                                "tls=STARTTLS&username=jane&password=RAW(wr0ng)&sslContextParameters=#ca&from=<>&to=a@b.example")
                        .bind("ca", trust())
                        .start();
                RouteToSink right = new RouteToSink(
                                server.port(),
                                "tls=STARTTLS&username=jane&password=secret&sslContextParameters=#ca&from=<>&to=a@b.example")
                        .bind("ca", trust())
                        .start();
                RouteToSink implicit = new RouteToSink(
                                server.port(), "username=jane&password=secret&from=<>&to=a@b.example")
                        .start()) {
            assertThat(failure(wrong.send(TEXT), MailAuthenticationException.class))
                    .hasMessageContaining("535")
                    .hasMessageNotContaining("wr0ng");
            assertThat(failure(implicit.send(TEXT), MailTlsException.class)).hasMessageContaining("tls=STARTTLS");
            assertThat(right.send(TEXT).getException()).isNull();
            assertThat(server.only().username()).isEqualTo("jane");
            assertThat(server.only().secure()).isTrue();
        }
    }

    private static SSLContextParameters trust() {
        return new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext context) {
                return TestTls.clientContext();
            }
        };
    }

    // ---- options

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol=LMTP|tls",
                "protocol=LMTP&tls=NONE&requireAllRecipients=true|requireAllRecipients",
                "tls=NONE&lineEndings=PRESERVE&chunking=OFF|chunking",
                "tls=NONE&from=Jane <a@example.org>|cannot be used",
                "tls=NONE&to=a b@example.org|cannot be used",
                "tls=NONE&localHostName=a b|localHostName",
                "tls=NONE&maxConnections=0|maxConnections",
                "tls=NONE&maxMessagesPerConnection=0|maxMessagesPerConnection",
                "tls=NONE&acquireTimeout=0|acquireTimeout",
                "tls=NONE&idleTimeout=0|idleTimeout",
                "tls=NONE&dataTimeout=0|dataTimeout",
                "tls=NONE&username=jane|password",
                "tls=NONE&username=jane&password=x&authMechanism=APOP|authMechanism=APOP is a command of POP3",
                "tls=NONE&localAddress=foo bar|localAddress=foo bar",
                "tls=NONE&mailParameters=NOTIFY=NEVER|NOTIFY",
                "tls=NONE&mailParameters=RET FULL|RET",
                "tls=NONE&mailParameters=SIZE=5|SIZE",
                "tls=NONE&recipientParameters=NOTIFY=SOMETIMES|NOTIFY"
            })
    void aWrongOptionFailsWhenTheRouteStarts(String options, String named) {
        CamelContext context = new DefaultCamelContext();
        String uri = "smtplite:localhost:2525?" + options;
        assertThatThrownBy(() -> {
                    context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to(uri);
                        }
                    });
                    context.start();
                })
                .isInstanceOf(FailedToStartRouteException.class)
                .hasStackTraceContaining(named);
        context.stop();
    }

    @Test
    void lmtp() throws Exception {
        Verdicts verdicts = new Verdicts() {
            @Override
            public @Nullable String delivery(Received message, SmtpPath recipient) {
                return recipient.address().startsWith("full") ? "452 4.2.2 full" : null;
            }
        };
        try (SinkServer server = SinkServer.builder().lmtp().verdicts(verdicts).start();
                RouteToSink route = new RouteToSink(server, "protocol=LMTP").start()) {
            Exchange sent = route.send(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,full@example.org"));
            assertThat(failure(sent, SmtpTransientException.class).recipients().accepted())
                    .containsExactly("a@example.org");
        }
    }

    // ---- the way there

    @Test
    void throughAProxyAndFromAnAddress() throws Exception {
        try (SinkServer server = SinkServer.start();
                Socks5Proxy socks = Socks5Proxy.start(ProxySettings.open());
                HttpProxy http = HttpProxy.start(ProxySettings.open());
                RouteToSink one = new RouteToSink(
                                server,
                                "localAddress=127.0.0.1&proxyType=SOCKS5&proxyHost=localhost&proxyPort=" + socks.port())
                        .start();
                RouteToSink two = new RouteToSink(server, "proxyType=HTTP&proxyHost=localhost&proxyPort=" + http.port())
                        .start()) {
            assertThat(one.send(TEXT).getException()).isNull();
            assertThat(two.send(TEXT).getException()).isNull();
            assertThat(socks.connections()).isEqualTo(1);
            assertThat(http.connections()).isEqualTo(1);
            assertThat(server.received()).hasSize(2);
        }
    }

    // ---- toD

    /** What an option is, it is in both, however it is written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to=bob@x.org|bob@x.org",
                "to=bob%40x.org|bob@x.org",
                "to=RAW(bob+t@x.org)|bob+t@x.org",
                "to=RAW{bob+t@x.org}|bob+t@x.org",
                "to=b%25c@x.org|b%c@x.org",
                "to=RAW(b%2Bc@x.org)|b%2Bc@x.org",
                "to=a@x.org,b@x.org|a@x.org b@x.org",
                "to={{bob}}|bob+p@x.org",
            })
    void optionsOfTheEnvelopeAreTheSameWithToAndToD(String option, String recipients) throws Exception {
        for (boolean dynamic : new boolean[] {false, true}) {
            try (SinkServer server = SinkServer.start();
                    CamelContext context = new DefaultCamelContext()) {
                context.getPropertiesComponent().addInitialProperty("bob", "RAW(bob+p@x.org)");
                String uri = "smtplite:localhost:" + server.port() + "?tls=NONE&from=RAW(a+1@x.org)&"
                        + "mailParameters=RAW(ENVID=a+b RET=HDRS)&" + option;
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        RouteDefinition route = from("direct:in");
                        if (dynamic) {
                            route.toD(uri);
                        } else {
                            route.to(uri);
                        }
                    }
                });
                context.start();
                Exchange sent = context.createProducerTemplate()
                        .send("direct:in", e -> e.getIn().setBody(TEXT));
                assertThat(sent.getException()).isNull();
                assertThat(server.only().addresses()).containsExactly(recipients.split(" "));
                assertThat(server.only().sender().address()).isEqualTo("a+1@x.org");
                assertThat(server.only().sender().parameters())
                        .containsEntry("ENVID", "a+2Bb")
                        .containsEntry("RET", "HDRS");
            }
        }
    }

    @Test
    void toDHasOneEndpointForAllRecipients() throws Exception {
        try (SinkServer server = SinkServer.start();
                CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .toD("smtplite:localhost:" + server.port()
                                    + "?tls=NONE&password=RAW(a+b&c)&username=u&authMechanism=PLAIN"
                                    + "&from=${header.sender}&to=${header.rcpt}");
                    from("direct:plain")
                            .toD("smtplite:localhost:" + server.port()
                                    + "?tls=NONE&from=${header.sender}&to=${header.rcpt}");
                }
            });
            context.start();
            for (int i = 0; i < 5; i++) {
                int number = i;
                Exchange sent = context.createProducerTemplate().send("direct:plain", e -> {
                    e.getIn().setBody(TEXT);
                    e.getIn().setHeader("sender", "s" + number + "@example.org");
                    e.getIn().setHeader("rcpt", "r" + number + "@example.org");
                });
                assertThat(sent.getException()).isNull();
                assertThat(sent.getMessage().getHeaders()).doesNotContainKeys(SmtpLiteHeaders.TO, SmtpLiteHeaders.FROM);
            }
            assertThat(server.received())
                    .extracting(received -> received.sender().address() + " " + received.addresses())
                    .containsExactly(
                            "s0@example.org [r0@example.org]",
                            "s1@example.org [r1@example.org]",
                            "s2@example.org [r2@example.org]",
                            "s3@example.org [r3@example.org]",
                            "s4@example.org [r4@example.org]");
            assertThat(context.getEndpoints().stream().filter(SmtpLiteEndpoint.class::isInstance))
                    .hasSize(1);
            assertThat(server.connections()).isEqualTo(1);

            context.createProducerTemplate().send("direct:in", e -> {
                e.getIn().setBody(TEXT);
                e.getIn().setHeader("sender", "<>");
                e.getIn().setHeader("rcpt", "r@example.org");
            });
            assertThat(context.getEndpoints().stream()
                            .filter(SmtpLiteEndpoint.class::isInstance)
                            .map(endpoint -> ((SmtpLiteEndpoint) endpoint)
                                    .getConfiguration()
                                    .getPassword()))
                    .contains("a+b&c");
        }
    }
}
