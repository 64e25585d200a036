package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.proxy.Cut;
import io.maillite.testkit.proxy.CutProxy;
import io.maillite.testkit.proxy.Direction;
import io.maillite.testkit.server.Transport;
import io.maillite.wire.MailException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wherever the line breaks, whichever way, nothing is lost, doubled or altered. Each octet has its turn in one of so
 * many steps; {@code -Dmaillite.cut.step=1} takes them all.
 */
class CutAtEveryOctetTest {
    private static final int MESSAGES = 3;

    /** The steps share no factor with one another, nor with the lengths of lines. */
    @ParameterizedTest
    @CsvSource({
        "NONE,'',13",
        "NONE,'&concurrentConsumers=4&spoolThreshold=20',19",
        "NONE,&pipelining=OFF,29",
        "IMPLICIT,'',101"
    })
    void nothingIsLostDoubledOrAltered(String tls, String options, int usualStep) throws Exception {
        Transport transport = tls.equals("NONE") ? Transport.inClear() : Transport.implicitTls();
        int step = Integer.getInteger("maillite.cut.step", usualStep);
        try (MaildropServer server = MaildropServer.builder()
                        .account("user", "secret-of-user")
                        .transport(transport)
                        .start();
                CutProxy line = CutProxy.to(server.port());
                RouteOnMaildrop route = new RouteOnMaildrop(
                        line.host(),
                        line.port(),
                        "idempotentRepository=#repository&sslContextParameters=#trust" + options,
                        tls)) {
            route.bind("trust", TestTrust.ofTheTestCa())
                    .bind("repository", MemoryIdempotentRepository.memoryIdempotentRepository(10_000))
                    .start();
            Session session = new Session(server, line, route);
            session.drain("whole");
            for (Direction direction : Direction.values()) {
                long octets = line.lines().get(0).octets(direction);
                for (long at = 0; at <= octets; at += step) {
                    Cut.How how = at % 2 == 0 ? Cut.How.RESET : Cut.How.CLOSE;
                    line.cutNext(new Cut(direction, at, how));
                    session.drain(direction + " " + at + " " + how);
                }
            }
        }
    }

    private record Session(MaildropServer server, CutProxy line, RouteOnMaildrop route) {
        /** Polls until the mailbox is empty; one exchange fails the first time. */
        void drain(String name) throws Exception {
            Map<String, String> mails = new TreeMap<>();
            for (int i = 0; i < MESSAGES; i++) {
                String uid = name.replace(' ', '-') + "/" + i;
                String mail = "Subject: " + uid + "\r\n\r\n.\r\n..\r\n.dot\r\n";
                server.maildrop().add(uid, MessageContent.of(mail.getBytes(StandardCharsets.US_ASCII)));
                mails.put(uid, mail);
            }
            AtomicBoolean failed = new AtomicBoolean();
            route.processing(exchange -> {
                String uid = exchange.getIn().getHeader(Pop3LiteHeaders.UID, String.class);
                if (uid.endsWith("1") && failed.compareAndSet(false, true)) {
                    route.seen.removeIf(seen -> seen.uid().equals(uid));
                    throw new IllegalStateException("not this time");
                }
            });
            route.seen.clear();
            for (int polls = 0; polls < 5 && server.maildrop().size() > 0; polls++) {
                try {
                    route.poll();
                } catch (MailException expected) {
                    assertThat(polls)
                            .as("%s: only the first session is cut", name)
                            .isZero();
                }
            }
            assertThat(server.maildrop().uniqueIds()).as(name).isEmpty();
            assertThat(route.seen).as(name).hasSize(MESSAGES);
            route.seen.forEach(seen -> assertThat(seen.text()).as(name).isEqualTo(mails.get(seen.uid())));
        }
    }
}
