package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.client;
import static io.maillite.pop3.Dialogues.loggedIn;
import static io.maillite.pop3.Dialogues.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.server.Transport;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.TlsMode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many commands in flight. */
class PipeliningTest {
    @Test
    void p59_messagesThatComeBackToBackAreToldApart() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: RETR 1
                        C: RETR 2
                        C: RETR 3
                        S: +OK
                        S: one
                        S: .
                        S: +OK
                        S: .
                        S: +OK
                        S: ..three
                        S: .
                        """);
                Pop3Session session = open(server)) {
            List<ByteArrayOutputStream> messages = new ArrayList<>();
            List<Pop3Command<Retrieved>> commands = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                messages.add(new ByteArrayOutputStream());
                commands.add(session.submit(Pop3Commands.retr(number, messages.get(number - 1), 0)));
            }
            assertThat(session.unanswered()).isEqualTo(3);
            for (Pop3Command<Retrieved> command : commands) {
                assertThat(command.isAnswered()).isFalse();
                session.receive();
                assertThat(command.isAnswered()).isTrue();
            }
            assertThat(messages).map(ByteArrayOutputStream::toString).containsExactly("one\r\n", "", ".three\r\n");
            assertThat(commands.get(2).result()).isEqualTo(new Retrieved(8, false));
        }
    }

    @Test
    void p59_inAnySegments() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: RETR 1
                        C: DELE 1
                        C: UIDL 2
                        -- octet by octet
                        S: +OK
                        S: one
                        S: .
                        S: +OK gone
                        S: +OK 2 abc
                        """);
                Pop3Session session = open(server)) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            session.submit(Pop3Commands.retr(1, message, 0));
            session.submit(Pop3Commands.dele(1));
            Pop3Command<UniqueIdListing> uidl = session.submit(Pop3Commands.uidl(2));
            while (session.unanswered() > 0) {
                session.receive();
            }
            assertThat(message.toString(StandardCharsets.US_ASCII)).isEqualTo("one\r\n");
            assertThat(uidl.result().uniqueId()).contains("abc");
        }
    }

    @Test
    void p36_oneRefusalAmongManyIsTheResultOfThatOne() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: DELE 1
                        C: DELE 2
                        C: DELE 3
                        S: +OK
                        S: -ERR message 2 already deleted
                        S: +OK
                        C: NOOP
                        S: +OK
                        """);
                Pop3Session session = open(server)) {
            List<Pop3Command<String>> commands = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                commands.add(session.submit(Pop3Commands.dele(number)));
            }
            session.receive();
            session.receive();
            session.receive();
            commands.get(0).result();
            assertThatThrownBy(() -> commands.get(1).result())
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("DELE 2");
            commands.get(2).result();
            session.noop();
        }
    }

    @Test
    void aCommandThatWaitsHasThoseBeforeItAnsweredFirst() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: DELE 1
                        C: STAT
                        S: +OK
                        S: +OK 1 10
                        """);
                Pop3Session session = open(server)) {
            Pop3Command<String> dele = session.submit(Pop3Commands.dele(1));
            assertThat(session.stat()).isEqualTo(new Stat(1, 10));
            assertThat(dele.isAnswered()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Pipelining.class,
            names = {"AUTO", "OFF"})
    void withoutPipeliningTheSameCallsGoOneByOne(Pipelining pipelining) throws Exception {
        String capability = pipelining == Pipelining.OFF ? "PIPELINING" : "X-NONE";
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK
                        C: CAPA
                        S: +OK
                        S: %s
                        S: .
                        C: DELE 1
                        S: +OK
                        C: DELE 2
                        S: +OK
                        """.formatted(capability));
                Pop3Session session = client(server).pipelining(pipelining).connect()) {
            assertThat(session.pipelines()).isFalse();
            Pop3Command<String> first = session.submit(Pop3Commands.dele(1));
            assertThat(session.mayFollow()).isFalse();
            session.submit(Pop3Commands.dele(2));
            assertThat(first.isAnswered()).isTrue();
            session.receive();
            session.receive(); // nothing is due, nothing happens
            assertThat(session.unanswered()).isZero();
        }
    }

    @Test
    void pipeliningCanBeHadUnasked() throws Exception {
        try (ScriptedServer server = Dialogues.greeted("""
                        C: DELE 1
                        C: DELE 2
                        S: +OK
                        S: +OK
                        """);
                Pop3Session session = client(server).pipelining(Pipelining.ON).connect()) {
            session.submit(Pop3Commands.dele(1));
            session.submit(Pop3Commands.dele(2));
            session.receive();
            session.receive();
        }
    }

    @Test
    void p47_pipeliningMayBeAnnouncedAfterTheLoginOnly() throws Exception {
        try (MaildropServer server = MaildropServer.builder()
                        .capabilities("USER", "UIDL")
                        .capabilitiesAfterLogin("USER", "UIDL", "PIPELINING")
                        .start();
                Pop3Session session = client(server, TlsMode.NONE).open()) {
            assertThat(session.pipelines()).isTrue();
        }
    }

    // ---- room

    @Test
    void thereIsRoomForAsMuchAsFitsIntoASocketBufferUnread() throws Exception {
        int most = (4096 + 5) / 6;
        try (ScriptedServer server = loggedIn("C: NOOP\n".repeat(most) + "S: +OK\n".repeat(most));
                Pop3Session session = open(server)) {
            session.capabilities(); // has read what was asked at the login
            while (session.mayFollow()) {
                session.submit(Pop3Commands.noop());
            }
            assertThat(session.unanswered()).isEqualTo(most);
            session.receive();
            assertThat(session.mayFollow()).isTrue();
            while (session.unanswered() > 0) {
                session.receive();
            }
        }
    }

    @Test
    void neitherSideBlocksTheOtherWithTinySocketBuffers() throws Exception {
        int messages = 10;
        try (MaildropServer server = MaildropServer.builder()
                .transport(Transport.inClear().socketSizes(4096, 4096).answeringOneByOne())
                .start()) {
            server.maildrop().addMany(messages, i -> MessageContent.generated("message " + i, 1 << 20));
            try (Pop3Session session = client(server, TlsMode.NONE).open()) {
                long octets = 0;
                Queue<Pop3Command<Retrieved>> commands = new ArrayDeque<>();
                for (int number = 1; number <= messages; number++) {
                    commands.add(session.submit(Pop3Commands.retr(number, OutputStream.nullOutputStream(), 0)));
                    commands.add(session.submit(Pop3Commands.top(number, 0, OutputStream.nullOutputStream(), 0)));
                }
                for (int number = 1; number <= messages; number++) {
                    session.receive();
                    octets += commands.remove().result().octets();
                    session.receive();
                    commands.remove().result();
                }
                assertThat(octets).isEqualTo((long) messages << 20);
                session.quit();
            }
        }
    }

    @Test
    void aFullWindowCostsFewWaits() throws Exception {
        int messages = 512;
        int window = 128;
        try (MaildropServer server = MaildropServer.builder()
                .transport(Transport.inClear().countingWaits())
                .start()) {
            server.maildrop().addMany(messages, i -> MessageContent.generated("message " + i, 1000));
            try (Pop3Session session = client(server, TlsMode.NONE).open()) {
                session.stat();
                long before = server.waits();
                int next = 1;
                for (int received = 0; received < messages; received++) {
                    if (session.unanswered() <= window / 2) {
                        while (next <= messages && session.unanswered() < window) {
                            session.submit(Pop3Commands.retr(next++, OutputStream.nullOutputStream(), 0));
                        }
                    }
                    session.receive();
                }
                session.quit();
                assertThat(server.waits() - before).isLessThanOrEqualTo(messages / 16);
            }
        }
    }

    // ---- the end of a session

    @Test
    void aReplyNobodyAskedForEndsTheSession() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: NOOP
                        S: +OK
                        S: +OK and one more
                        -- client closes
                        """);
                Pop3Session session = open(server)) {
            session.noop();
            assertThatThrownBy(() -> session.dele(1))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("said what nobody asked for, before DELE 1: +OK and one more");
            assertDead(session);
            server.verify();
        }
    }

    @Test
    void aBrokenProtocolEndsTheSessionWithAllThatIsUnanswered() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: DELE 1
                        C: DELE 2
                        C: DELE 3
                        S: +OK
                        S: 250 what?
                        S: +OK
                        -- client closes
                        """);
                Pop3Session session = open(server)) {
            Pop3Command<String> first = session.submit(Pop3Commands.dele(1));
            Pop3Command<String> second = session.submit(Pop3Commands.dele(2));
            Pop3Command<String> third = session.submit(Pop3Commands.dele(3));
            session.receive();
            assertThatThrownBy(session::receive).isInstanceOf(MailProtocolException.class);
            first.result();
            assertThat(second.isAnswered() || third.isAnswered()).isFalse();
            assertThatThrownBy(third::result).isInstanceOf(IllegalStateException.class);
            assertDead(session);
            server.verify();
        }
    }

    @Test
    void aLostConnectionEndsTheSession() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: RETR 1
                        S: +OK
                        S: half a mess
                        -- drop
                        """);
                Pop3Session session = open(server)) {
            assertThatThrownBy(() -> session.retr(1, OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.LOST);
                        assertThat(e).hasMessageContaining("while we awaited the reply to RETR 1");
                    });
            assertDead(session);
        }
    }

    @Test
    void aListenerThatFailsEndsTheSession() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: LIST
                        S: +OK
                        S: 1 10
                        S: 2 20
                        S: .
                        -- client closes
                        """);
                Pop3Session session = open(server)) {
            session.submit(Pop3Commands.list(10, (number, size) -> {
                throw new IllegalStateException("the caller's own");
            }));
            assertThatThrownBy(session::receive)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the caller's own");
            assertDead(session);
            server.verify();
        }
    }

    @Test
    void aCommandThatCannotBeSentLeavesTheOthersAlone() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: DELE 1
                        C: DELE 2
                        S: +OK
                        S: +OK
                        """);
                Pop3Session session = open(server)) {
            session.submit(Pop3Commands.dele(1));
            assertThatThrownBy(() -> session.submit(Pop3Commands.lang("ελληνικά")))
                    .isInstanceOf(IllegalArgumentException.class);
            session.submit(Pop3Commands.dele(2));
            session.receive();
            session.receive();
            assertThat(session.isBroken()).isFalse();
        }
    }

    private static void assertDead(Pop3Session session) {
        assertThat(session.isBroken()).isTrue();
        assertThatThrownBy(session::noop).isInstanceOfSatisfying(MailConnectionException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.CLOSED);
            assertThat(e).hasMessageContaining("NOOP could not be sent, the session had ended");
        });
        assertThatThrownBy(session::quit).isInstanceOf(MailConnectionException.class);
    }
}
