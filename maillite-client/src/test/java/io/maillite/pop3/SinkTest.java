package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.loggedIn;
import static io.maillite.pop3.Dialogues.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.script.Dialogue;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.ServerAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a message goes: what if that fails, and what if it is too much. */
class SinkTest {
    private static final String TWO_MESSAGES = """
            C: RETR 1
            C: RETR 2
            S: +OK
            S: one
            S: and more of it
            S: .
            S: +OK
            S: two
            S: .
            C: NOOP
            S: +OK
            """;

    @ParameterizedTest
    @MethodSource
    void aSinkThatFailsFailsItsCommandAlone(Throwable failure) throws Exception {
        try (ScriptedServer server = loggedIn(TWO_MESSAGES);
                Pop3Session session = open(server)) {
            ByteArrayOutputStream second = new ByteArrayOutputStream();
            Pop3Command<Retrieved> failing = session.submit(Pop3Commands.retr(1, new Failing(failure), 0));
            Pop3Command<Retrieved> going = session.submit(Pop3Commands.retr(2, second, 0));
            session.receive();
            session.receive();
            assertThatThrownBy(failing::result)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("RETR 1 could not be kept")
                    .hasCause(failure);
            assertThat(going.result()).isEqualTo(new Retrieved(5, false));
            assertThat(second.toString(StandardCharsets.US_ASCII)).isEqualTo("two\r\n");
            session.noop();
        }
    }

    static Stream<Throwable> aSinkThatFailsFailsItsCommandAlone() {
        return Stream.of(
                new IOException("No space left on device"),
                new MailConnectionException(MailConnectionException.Reason.LOST, "another connection", null),
                new IllegalStateException("closed"),
                new OutOfMemoryError("Java heap space"));
    }

    @Test
    void aSinkThatFailsIsNotAskedAgain() throws Exception {
        Failing sink = new Failing(new IOException("full"));
        try (ScriptedServer server = ScriptedServer.start(Dialogue.script()
                        .play(Dialogues.LOGGED_IN)
                        .play("C: RETR 1\nS: +OK\n")
                        .sendRepeated("0123456789\r\n".getBytes(StandardCharsets.US_ASCII), 12 * 100_000)
                        .play("S: .\n")
                        .build());
                Pop3Session session = open(server)) {
            assertThatThrownBy(() -> session.retr(1, sink)).isInstanceOf(IOException.class);
            assertThat(sink.writes).isEqualTo(1);
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void anErrorThatIsNoMatterOfTheMessageEndsTheSession() throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: RETR 1
                        S: +OK
                        S: one
                        S: .
                        -- client closes
                        """);
                Pop3Session session = open(server)) {
            assertThatThrownBy(() -> session.retr(1, new Failing(new NoClassDefFoundError("x"))))
                    .isInstanceOf(NoClassDefFoundError.class);
            assertThat(session.isBroken()).isTrue();
            server.verify();
        }
    }

    // ---- too much

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 1000})
    void aMessageOfNoMoreThanIsWantedIsTakenWhole(long most) throws Exception {
        assertThat(retrieve("one\r\n", most)).isEqualTo("one\r\n of 5");
    }

    @Test
    void zeroIsAnySize() throws Exception {
        assertThat(retrieve("one\r\n", 0)).isEqualTo("one\r\n of 5");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void ofALargerMessageTheRestIsReadAndDropped(long most) throws Exception {
        assertThat(retrieve("one\r\n", most)).isEqualTo("one\r\n".substring(0, (int) most) + " of 5, too large");
    }

    /** The message as kept, and what is said of it; a message behind it arrives all the same. */
    private static String retrieve(String message, long most) throws Exception {
        try (ScriptedServer server = loggedIn("""
                        C: TOP 1 9
                        C: RETR 2
                        S: +OK
                        S= %s
                        S: .
                        S: +OK
                        S: two
                        S: .
                        """.formatted(message.replace("\r\n", "\\r\\n")));
                Pop3Session session = open(server)) {
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            ByteArrayOutputStream second = new ByteArrayOutputStream();
            Pop3Command<Retrieved> top = session.submit(Pop3Commands.top(1, 9, first, most));
            session.submit(Pop3Commands.retr(2, second, 0));
            session.receive();
            session.receive();
            assertThat(second.toString(StandardCharsets.US_ASCII)).isEqualTo("two\r\n");
            Retrieved retrieved = top.result();
            return first.toString(StandardCharsets.US_ASCII) + " of " + retrieved.octets()
                    + (retrieved.tooLarge() ? ", too large" : "");
        }
    }

    @Test
    void aMessageOfMoreThanTwiceAsMuchEndsTheConnection() throws Exception {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (ScriptedServer server = ScriptedServer.start(Dialogue.script()
                        .play(Dialogues.LOGGED_IN)
                        .play("C: RETR 1\nS: +OK\n")
                        .sendRepeated("0123456789\r\n".getBytes(StandardCharsets.US_ASCII), 12 * 200)
                        .silence()
                        .build());
                Pop3Session session = open(server)) {
            session.submit(Pop3Commands.retr(1, sink, 1000));
            assertThatThrownBy(session::receive)
                    .isInstanceOf(MessageTooLargeException.class)
                    .hasMessageContaining("RETR 1 is more than twice as large as the 1000 octets");
            assertThat(sink.size()).isLessThanOrEqualTo(1000);
            assertThat(session.isBroken()).isTrue();
        }
    }

    @Test
    void aMessageThatGoesOnForLongAfterItCouldNotBeKeptEndsTheSession() throws Exception {
        MessageContent content = new MessageContent(
                new ServerAddress("mail.example.org", 110), "RETR 1", new Failing(new IOException("disk full")), 0);
        byte[] piece = new byte[1024 * 1024];
        content.accept(piece, 0, piece.length);
        for (int i = 0; i < 16; i++) {
            content.accept(piece, 0, piece.length);
        }
        assertThatThrownBy(() -> content.accept(piece, 0, 1))
                .isInstanceOf(MailConnectionException.class)
                .hasMessageContaining("disk full")
                .hasMessageContaining("goes on for more than 16777216 octets");
    }

    private static final class Failing extends OutputStream {
        private final Throwable failure;
        private int writes;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            writes++;
            if (failure instanceof IOException e) {
                throw e;
            } else if (failure instanceof RuntimeException e) {
                throw e;
            }
            throw (Error) failure;
        }
    }
}
