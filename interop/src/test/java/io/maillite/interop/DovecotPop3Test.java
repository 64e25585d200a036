package io.maillite.interop;

import static io.maillite.interop.Server.DOVECOT_POP3;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Retrieved;
import io.maillite.pop3.ScanListing;
import io.maillite.pop3.Stat;
import io.maillite.wire.TlsMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client alone with Dovecot's POP3. */
@ExtendWith(RealServers.class)
class DovecotPop3Test {
    private static final int MESSAGES = 200;

    private static byte[] message(int number) {
        return ("Subject: " + number + "\r\n\r\nline one of " + number + "\r\n.\r\n.." + "x".repeat(number) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String userWith(Dovecot dovecot, int messages) {
        String user = Mailboxes.next();
        for (int i = 1; i <= messages; i++) {
            dovecot.put(user, message(i));
        }
        return user;
    }

    @Test
    void saysWhatItCanDoBeforeAndAfterTheLogin(Dovecot dovecot) throws Exception {
        Feature.CAPA.tried(DOVECOT_POP3, () -> {
            try (Pop3Session session = dovecot.pop3(TlsMode.STARTTLS).connect()) {
                assertThat(session.capabilities().has("STLS"))
                        .as("asked again under TLS")
                        .isFalse();
                assertThat(session.capabilities().arguments("SASL"))
                        .contains("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256", "XOAUTH2", "OAUTHBEARER");
                session.login(io.maillite.sasl.Authentication.auto(Logins.password(Mailboxes.next())));
                assertThat(session.capabilities().has("SASL"))
                        .as("asked again after the login")
                        .isFalse();
                assertThat(session.capabilities().asMap()).containsKeys("PIPELINING", "UIDL", "TOP", "RESP-CODES");
                session.quit();
            }
        });
    }

    @Test
    void answersManyCommandsBeforeOneIsRead(Dovecot dovecot) throws Exception {
        Feature.PIPELINING.tried(DOVECOT_POP3, () -> {
            int inFlight = retrieveAll(dovecot, Pipelining.AUTO);
            assertThat(inFlight).as("commands in flight").isGreaterThan(10);
        });
    }

    @Test
    void answersOneByOne(Dovecot dovecot) throws Exception {
        Feature.NO_PIPELINING.tried(DOVECOT_POP3, () -> {
            int inFlight = retrieveAll(dovecot, Pipelining.OFF);
            assertThat(inFlight).as("commands in flight").isEqualTo(1);
        });
    }

    /** @return how many commands were unanswered at most */
    private static int retrieveAll(Dovecot dovecot, Pipelining pipelining) throws Exception {
        String user = userWith(dovecot, MESSAGES);
        int most = 0;
        try (Pop3Session session =
                dovecot.pop3(TlsMode.STARTTLS, user).pipelining(pipelining).open()) {
            List<ByteArrayOutputStream> sinks = new ArrayList<>();
            List<Pop3Command<Retrieved>> commands = new ArrayList<>();
            for (int i = 1; i <= MESSAGES; i++) {
                sinks.add(new ByteArrayOutputStream());
                commands.add(session.submit(Pop3Commands.retr(i, sinks.get(i - 1), 0)));
                most = Math.max(most, session.unanswered());
            }
            while (session.unanswered() > 0) {
                session.receive();
            }
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(commands.get(i).result().octets())
                        .isEqualTo(sinks.get(i).size());
            }
            assertThat(sinks.stream().map(ByteArrayOutputStream::toByteArray).toList())
                    .containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.rangeClosed(1, MESSAGES)
                            .mapToObj(DovecotPop3Test::message)
                            .toList());
            assertThat(session.hasServedPipelined()).isEqualTo(pipelining == Pipelining.AUTO);
            session.quit();
        }
        return most;
    }

    @Test
    void hasTheCommandsOfTheProtocol(Dovecot dovecot) throws Exception {
        Feature.COMMANDS.tried(DOVECOT_POP3, () -> {
            String user = userWith(dovecot, 3);
            long size = message(1).length + message(2).length + message(3).length;
            try (Pop3Session session = dovecot.pop3(TlsMode.NONE, user).open()) {
                assertThat(session.stat()).isEqualTo(new Stat(3, size));
                assertThat(session.list()).hasSize(3);
                assertThat(session.list().stream().mapToLong(ScanListing::size).sum())
                        .isEqualTo(size);
                assertThat(session.list(2).number()).isEqualTo(2);
                assertThat(session.uidl()).hasSize(3).allMatch(listing -> listing.uniqueId()
                        .isPresent());
                assertThat(session.uidl(3)).isEqualTo(session.uidl().get(2));
                ByteArrayOutputStream top = new ByteArrayOutputStream();
                session.top(1, 1, top);
                assertThat(top.toString(StandardCharsets.US_ASCII)).matches("Subject: \\d\r\n\r\nline one of \\d\r\n");
                session.noop();
                session.dele(1);
                assertThat(session.stat().count()).isEqualTo(2);
                session.rset();
                assertThat(session.stat().count()).isEqualTo(3);
                session.quit();
            }
        });
    }

    @Test
    void quitCommitsAndALostSessionRollsBack(Dovecot dovecot) throws Exception {
        Feature.COMMIT.tried(DOVECOT_POP3, () -> {
            String user = userWith(dovecot, 3);
            try (Pop3Session session = dovecot.pop3(TlsMode.IMPLICIT, user).open()) {
                session.dele(1);
                session.dele(2);
            }
            try (Pop3Session session = openWhenFree(dovecot, user)) {
                assertThat(session.stat().count()).isEqualTo(3);
                session.dele(1);
                session.dele(2);
                session.quit();
            }
            try (Pop3Session session = openWhenFree(dovecot, user)) {
                assertThat(session.stat().count()).isEqualTo(1);
                session.quit();
            }
        });
    }

    /** The server may not have noticed yet that a session is gone. */
    private static Pop3Session openWhenFree(Dovecot dovecot, String user) {
        return Waiting.until(() -> {
            try {
                return dovecot.pop3(TlsMode.IMPLICIT, user).open();
            } catch (io.maillite.pop3.Pop3Exception e) {
                assertThat(e.isBusy()).as(e.getMessage()).isTrue();
                return null;
            }
        });
    }
}
