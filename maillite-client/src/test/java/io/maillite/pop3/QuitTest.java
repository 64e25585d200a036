package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.client;
import static io.maillite.pop3.Dialogues.loggedIn;
import static io.maillite.pop3.Dialogues.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.script.Dialogue;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.server.Fault;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.TlsMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a session ends: committed, refused, unknown or rolled back. */
class QuitTest {
    @Test
    void p41_quitCommits() throws Exception {
        try (MaildropServer server = twoMessages();
                Pop3Session session = client(server, TlsMode.NONE).open()) {
            session.dele(1);
            assertThat(server.maildrop().size()).isEqualTo(2);
            session.quit();
            assertThat(server.maildrop().uniqueIds()).containsExactly("b");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void p41_quitEndsTheConnectionWhateverItIs(TlsMode tls) throws Exception {
        String clear = """
                S: +OK
                C: CAPA
                S: -ERR
                """;
        String dialogue =
                switch (tls) {
                    case NONE -> clear;
                    case IMPLICIT -> "-- starttls\n" + clear;
                    case STARTTLS -> clear + "C: STLS\nS: +OK\n-- starttls\nC: CAPA\nS: -ERR\n";
                };
        try (ScriptedServer server = ScriptedServer.start(dialogue + """
                        C: QUIT
                        S: +OK bye
                        -- client closes
                        """);
                Pop3Session session = client(server, tls).connect()) {
            session.quit();
            server.verify();
        }
    }

    @Test
    void closeWithoutQuitRollsBack() throws Exception {
        try (MaildropServer server = twoMessages()) {
            try (Pop3Session session = client(server, TlsMode.NONE).open()) {
                session.dele(1);
            }
            assertThat(server.maildrop().size()).isEqualTo(2);
            assertThat(server.count("QUIT")).isZero();
        }
    }

    @Test
    void aRefusedQuitIsARefusal() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: DELE 1
                        S: +OK
                        C: QUIT
                        S: -ERR some deleted messages not removed
                        -- client closes
                        """);
                Pop3Session session = open(server)) {
            session.dele(1);
            assertThatThrownBy(session::quit)
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("QUIT was answered -ERR some deleted messages not removed");
            server.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void aQuitWithoutAnAnswerIsUnknown(Ending ending) throws Exception {
        try (MaildropServer server = twoMessages()) {
            server.faults().once("QUIT", Fault.executeThenEnd(ending));
            try (Pop3Session session = client(server, TlsMode.NONE).open()) {
                session.dele(1);
                assertThatThrownBy(session::quit).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.LOST);
                    assertThat(e).hasMessageContaining("the reply to QUIT");
                });
            }
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    @Test
    void quitHasATimeOutOfItsOwn() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: QUIT
                        -- silence
                        """);
                Pop3Session session = client(server)
                        .quitTimeout(Duration.ofMillis(300))
                        .credentials("user", "secret")
                        .open()) {
            assertThatThrownBy(session::quit).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT);
                assertThat(e).hasMessageContaining("the reply to QUIT did not come within 300 ms");
            });
        }
    }

    @Test
    void garbageForAnAnswerIsUnknown() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: QUIT
                        S: 221 bye
                        """);
                Pop3Session session = open(server)) {
            assertThatThrownBy(session::quit).isInstanceOf(MailProtocolException.class);
        }
    }

    @Test
    void quitWaitsForAllThatIsUnanswered() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: DELE 1
                        C: DELE 2
                        S: +OK
                        S: -ERR gone already
                        C: QUIT
                        S: +OK
                        """);
                Pop3Session session = open(server)) {
            session.submit(Pop3Commands.dele(1));
            Pop3Command<String> second = session.submit(Pop3Commands.dele(2));
            session.quit();
            assertThatThrownBy(second::result).isInstanceOf(Pop3Exception.class);
        }
    }

    @Test
    void nothingIsSentAfterQuit() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: QUIT
                        S: +OK
                        """);
                Pop3Session session = open(server)) {
            session.quit();
            assertThatThrownBy(session::noop)
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.CLOSED));
            session.close();
            server.verify();
        }
    }

    @Test
    void abortEndsAWaitFromAnotherThread() throws Exception {
        AtomicReference<Pop3Session> waiting = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.start(Dialogue.script()
                        .play(Dialogues.LOGGED_IN)
                        .expect("NOOP")
                        .run(() -> waiting.get().abort())
                        .clientCloses()
                        .build());
                Pop3Session session = open(server)) {
            waiting.set(session);
            assertThatThrownBy(session::noop)
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.CLOSED));
            server.verify();
        }
    }

    private static MaildropServer twoMessages() {
        MaildropServer server = MaildropServer.start();
        server.maildrop()
                .add("a", "Subject: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                .add("b", "Subject: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return server;
    }
}
