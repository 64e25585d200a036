package io.maillite.reliability.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.evidence.Effort;
import io.maillite.testkit.evidence.Evidence;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.wire.MailException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The components, once a server has misbehaved: the next poll and the next send go well, and nothing was lost. */
class HostileCamelTest {
    private static final Duration CAP = Duration.ofMinutes(2);
    private static final int MESSAGES = 4;
    private static final int AT_A_TIME = 6;
    private static final List<String> POP3_PLACES = List.of(
            "CONNECT", "CAPA", "USER", "PASS", "STAT", "UIDL", "LIST", "RETR 1", "RETR 3", "DELE 2", "NOOP", "QUIT");
    private static final List<String> SMTP_PLACES =
            List.of("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", ".", "RSET", "QUIT");

    /** What became of one misbehaviour at one place. */
    private interface Try<T> {
        T at(String place, Misbehaviour misbehaviour) throws Exception;
    }

    /** All of them, or one of so many in a sample, some at a time. */
    private static <T> List<T> tryAll(List<String> places, Try<T> each) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            int stride = Effort.choose(5, 1);
            List<Callable<T>> cases = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                for (Misbehaviour misbehaviour : Misbehaviour.values()) {
                    String place = places.get(i);
                    if ((i + misbehaviour.ordinal()) % stride == 0 && !isLie(place, misbehaviour)) {
                        cases.add(() -> each.at(place, misbehaviour));
                    }
                }
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : workers.invokeAll(cases)) {
                results.add(result.get());
            }
            return results;
        } finally {
            workers.shutdownNow();
        }
    }

    /**
     * What looks like the answer to RETR is the message, whatever it says; and what looks like an acceptance at the end
     * of the data is one: whoever lies there cannot be found out.
     */
    private static boolean isLie(String place, Misbehaviour misbehaviour) {
        return misbehaviour == Misbehaviour.NONSENSE_NUMBERS && (place.startsWith("RETR") || place.equals("."));
    }

    // ---- pop3lite

    private record Polled(String what, int lost) {}

    @Test
    void theNextPollGoesOnAndNoMessageIsLost() throws Exception {
        Evidence evidence = Evidence.of("hostile-pop3lite");
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();

            List<Polled> polled = tryAll(POP3_PLACES, (place, misbehaviour) -> lostBy(context, place, misbehaviour));

            int all = polled.stream().mapToInt(Polled::lost).sum();
            evidence.add("Hostile servers, pop3lite: places " + POP3_PLACES.size() + ", tried " + polled.size()
                    + ": mailboxes that were not emptied by further polls 0, lost " + all);
            assertThat(polled.stream().filter(one -> one.lost() != 0)).isEmpty();
        }
    }

    private static Polled lostBy(CamelContext context, String place, Misbehaviour misbehaviour) throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Set<String> all = new TreeSet<>();
        // a message without an end is larger than is wanted: it is left alone
        int left = place.startsWith("RETR") && misbehaviour == Misbehaviour.ENDLESS_LINES ? 1 : 0;
        try (MaildropServer server = MaildropServer.builder()
                .account(Case.USER, Case.PASSWORD)
                .mechanisms()
                .start()) {
            for (int i = 1; i <= MESSAGES; i++) {
                MessageContent content = MessageContent.generated("mail " + i, 300 + 10 * i);
                all.add(text(content));
                server.maildrop().add(content);
            }
            server.faults().once(place, misbehaviour.fault(Misbehaviour.Talk.POP3));
            String id = place + " " + misbehaviour;
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pop3lite:localhost:" + server.port() + "?username=" + Case.USER + "&password=RAW("
                                    + Case.PASSWORD + ")&tls=NONE&initialDelay=0&delay=20&readTimeout=1s"
                                    + "&quitTimeout=1s&maxMessageSize=100000&runLoggingLevel=TRACE")
                            .routeId(id)
                            .process(exchange -> seen.add(exchange.getIn().getBody(String.class)));
                }
            });
            try {
                await(id).atMost(CAP).until(() -> server.maildrop().size() == left);
            } finally {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
        }
        all.removeAll(seen);
        return new Polled(place + " " + misbehaviour + ": " + all, all.size() - left);
    }

    private static String text(MessageContent content) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        content.writeTo(octets);
        return octets.toString(StandardCharsets.US_ASCII);
    }

    // ---- smtplite

    private record Sent(String what, boolean isTyped, boolean isTrue, boolean goesOn) {}

    @Test
    void theNextSendGoesWellAndEachOutcomeIsTrue() throws Exception {
        Evidence evidence = Evidence.of("hostile-smtplite");
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            try (ProducerTemplate producer = context.createProducerTemplate()) {
                List<Sent> sent =
                        tryAll(SMTP_PLACES, (place, misbehaviour) -> sendThree(producer, place, misbehaviour));

                long untyped = sent.stream().filter(one -> !one.isTyped()).count();
                long untrue = sent.stream().filter(one -> !one.isTrue()).count();
                long stuck = sent.stream().filter(one -> !one.goesOn()).count();
                evidence.add("Hostile servers, smtplite: places " + SMTP_PLACES.size() + ", tried " + sent.size()
                        + ": pools that did not recover " + stuck + ", untyped " + untyped + ", untrue outcomes "
                        + untrue);
                assertThat(sent.stream().filter(one -> !(one.isTyped() && one.isTrue() && one.goesOn())))
                        .isEmpty();
            }
        }
    }

    private static Sent sendThree(ProducerTemplate producer, String place, Misbehaviour misbehaviour) {
        try (SinkServer server = SinkServer.start()) {
            server.faults().once(place, misbehaviour.fault(Misbehaviour.Talk.SMTP));
            String options = place.equals("DATA") ? "&chunking=OFF" : "";
            Exception first = send(producer, server, "first", options);
            Exception second = send(producer, server, "second", options);
            Exception third = send(producer, server, "third", options);
            return new Sent(
                    place + " " + misbehaviour + ": " + first + ", " + second + ", " + third,
                    isTyped(first) && isTyped(second) && isTyped(third),
                    isTrue(first, server, "first")
                            && isTrue(second, server, "second")
                            && isTrue(third, server, "third"),
                    third == null);
        }
    }

    private static Exception send(ProducerTemplate producer, SinkServer server, String subject, String options) {
        Exchange sent = producer.request(
                "smtplite:localhost:" + server.port() + "?tls=NONE&from=from@example.org&to=" + subject
                        + "@example.org&readTimeout=1s&dataTimeout=1s&localHostName=client.example.org" + options,
                exchange -> exchange.getIn().setBody("Subject: " + subject + "\r\n\r\nmail\r\n"));
        return sent.getException();
    }

    private static boolean isTyped(Exception failure) {
        return failure == null || failure instanceof MailException;
    }

    /** What is called delivered is stored, once. */
    private static boolean isTrue(Exception failure, SinkServer server, String subject) {
        long stored = server.received(message -> message.recipients().stream()
                        .anyMatch(recipient -> recipient.address().startsWith(subject)))
                .size();
        return failure == null ? stored == 1 : stored <= 1;
    }
}
