package io.maillite.testkit.script;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.maillite.testkit.RawClient;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScriptedServerTest {

    @Test
    void playsADialogueAndKeepsEveryOctet() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("""
                # a comment, then a blank line

                S: +OK ready
                C: STAT
                S: +OK 2 320
                C: QUIT
                S: +OK bye
                """)) {
            try (RawClient client = new RawClient(server.port())) {
                assertThat(client.readLine()).isEqualTo("+OK ready");
                assertThat(client.ask("STAT")).isEqualTo("+OK 2 320");
                assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
                assertThat(client.readAll()).isEmpty();
            }
            server.verify();

            assertThat(server.connection(0).transcript().toString()).isEqualTo("""
                            S: +OK ready
                            C: STAT
                            S: +OK 2 320
                            C: QUIT
                            S: +OK bye
                            """);
            assertThat(server.connection(0).transcript().received()).isEqualTo("STAT\r\nQUIT\r\n".getBytes(US_ASCII));
            assertThat(server.connection(0).transcript().sent())
                    .isEqualTo("+OK ready\r\n+OK 2 320\r\n+OK bye\r\n".getBytes(US_ASCII));
        }
    }

    @Test
    void linesThatFollowOneAnotherAreOneSegmentAndABoundaryMakesTwo() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        Dialogue dialogue =
                Dialogue.script().play("""
                        S: +OK
                        S: one
                        -- boundary
                        """).run(firstSeen::await).play("""
                        S: two
                        S= thr
                        S= ee\\r\\n\\x00
                        """).build();
        try (ScriptedServer server = ScriptedServer.start(dialogue);
                RawClient client = new RawClient(server.port())) {
            assertThat(client.readSome()).isEqualTo("+OK\r\none\r\n");
            firstSeen.countDown();
            assertThat(client.readSome()).isEqualTo("two\r\nthree\r\n\0");
        }
    }

    @Test
    void cutsASegmentWhereItIsTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("""
                        -- split at 1 4
                        S: 250 ok
                        -- octet by octet
                        S: 250 too
                        -- drip 1 ms
                        S: ab
                        """);
                RawClient client = new RawClient(server.port())) {
            assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("250 ok\r\n250 too\r\nab\r\n");
            assertThat(server.connection(0).transcript().sentCount()).isEqualTo(8 + 9 + 4);
        }
    }

    @Test
    void expectsRegexesOctetsAndContent() throws IOException {
        AtomicReference<String> initial = new AtomicReference<>();
        Dialogue dialogue = Dialogue.script()
                .expectMatching("AUTH PLAIN (\\S+)", match -> initial.set(match.group(1)))
                .sendComputed(() -> ("got " + initial.get() + "\r\n").getBytes(US_ASCII))
                .play("""
                        C= raw\\r\\x00
                        S: go
                        -- content
                        S: stored
                        -- content
                        S: stored too
                        -- read 3
                        """)
                .build();
        try (ScriptedServer server = ScriptedServer.start(dialogue)) {
            try (RawClient client = new RawClient(server.port())) {
                assertThat(client.ask("AUTH PLAIN Zm9v")).isEqualTo("got Zm9v");
                assertThat(client.write("raw\r\0").readLine()).isEqualTo("go");
                assertThat(client.write("a\n.\r\n\r..\r\n..dot\r\n.\r\n").readLine())
                        .isEqualTo("stored");
                assertThat(client.write(".\r\n").readLine()).isEqualTo("stored too");
                client.write("xyz");
            }
            server.verify();
            assertThat(server.connection(0).contents())
                    .containsExactly("a\n.\r\n\r..\r\n..dot\r\n".getBytes(US_ASCII), new byte[0]);
            assertThat(server.connection(0).messages())
                    .containsExactly("a\n.\r\n\r..\r\n.dot\r\n".getBytes(US_ASCII), new byte[0]);
        }
    }

    @Test
    void sendsAnyAmountWithoutHoldingIt() throws IOException {
        long count = 300L << 20;
        Dialogue dialogue = Dialogue.script()
                .sendRepeated("0123456789abc\r\n".getBytes(US_ASCII), count)
                .build();
        try (ScriptedServer server = ScriptedServer.start(dialogue);
                RawClient client = new RawClient(server.port())) {
            byte[] pattern = "0123456789abc\r\n".getBytes(US_ASCII);
            byte[] part = new byte[1 << 16];
            long at = 0;
            int read;
            while ((read = client.socket().getInputStream().read(part)) >= 0) {
                for (int i = 0; i < read; i++) {
                    if (part[i] != pattern[(int) ((at + i) % pattern.length)]) {
                        throw new AssertionError("Another octet at " + (at + i));
                    }
                }
                at += read;
            }
            assertThat(at).isEqualTo(count);
        }
    }

    @Test
    void showsWhereAnotherLineCameAndEndsTheConnection() throws IOException {
        ScriptedServer server = ScriptedServer.start("""
                S: +OK ready
                C: LIST
                S: +OK
                C: QUIT
                """);
        try (RawClient client = new RawClient(server.port())) {
            client.readLine();
            client.line("LAST 1");
            assertThat(client.readAll()).as("the connection has ended").isEmpty();
            assertThatThrownBy(server::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            Connection 1 deviated from its dialogue at step 2 of 5 (C: LIST): something else came, at octet 1
                              expected: LIST\\r\\n
                              came:     LAST 1\\r\\n
                                         ^
                            --------- so far
                            S: +OK ready
                            C: LAST 1
                            --------- not played
                            S: +OK
                            C: QUIT
                            (end of the dialogue)
                            """);
        }
        server.close();
    }

    @Test
    void seesEveryKindOfDeviation() throws IOException {
        assertThat(deviation("C: QUIT", "QUIT\nx")).contains("something else came", "QUIT\\n");
        assertThat(deviation("C: QUIT", "QUI")).contains("the client closed its side");
        assertThat(deviation("C~ A+", "AAAB\r\n")).contains("does not match", "AAAB");
        assertThat(deviation("C~ A+", "AAA\n")).contains("does not end in CRLF");
        assertThat(deviation("C: A", "A\r\nB\r\n")).contains("the client said more than its dialogue", "B\\r\\n");
        assertThat(deviation("-- content", "a\r\n.\n")).contains("before the end of the content");
        assertThat(deviation("C: A\n-- client closes", "A\r\nB\r\n")).contains("the client had to close", "B\\r\\n");
        assertThat(deviation("C: A\n-- starttls", "A\r\nB\r\n")).contains("before the TLS handshake", "B\\r\\n");
        assertThat(deviation("C: A\n-- quiet 10 ms\nS: ok\nC: B", "A\r\nB\r\n"))
                .contains("the client had to wait", "B\\r\\n");
        assertThat(deviation("-- starttls", "in clear\r\n")).contains("TLS failed");
        assertThat(deviation("-- read 4", "123")).contains("before 4 octets had come");
    }

    private static String deviation(String dialogue, String said) throws IOException {
        ScriptedServer server = ScriptedServer.start(dialogue);
        try (RawClient client = new RawClient(server.port())) {
            client.write(said).socket().shutdownOutput();
            Throwable failure = catchThrowable(server::verify);
            assertThat(failure).isInstanceOf(AssertionError.class);
            return failure.getMessage();
        } finally {
            server.close();
        }
    }

    @Test
    void anActionThatFailsIsADeviation() throws IOException {
        Dialogue dialogue =
                Dialogue.script().run(() -> assertThat(1).isEqualTo(2)).build();
        ScriptedServer server = ScriptedServer.start(dialogue);
        try (RawClient client = new RawClient(server.port())) {
            assertThatThrownBy(server::verify)
                    .hasMessageContaining("but was: 1")
                    .hasCauseInstanceOf(AssertionError.class);
            assertThat(client.readAll()).isEmpty();
        }
        server.close();
    }

    @Test
    void connectionsThatNeverCameOrAreOneTooManyAreDeviations() throws IOException {
        ScriptedServer tooFew = ScriptedServer.start("S: a", "S: b");
        try (RawClient client = new RawClient(tooFew.port())) {
            client.readAll();
        }
        assertThatThrownBy(tooFew::close).hasMessage("Only 1 connections came for 2 dialogues");

        ScriptedServer tooMany = ScriptedServer.start("S: a");
        try (RawClient first = new RawClient(tooMany.port());
                RawClient second = new RawClient(tooMany.port())) {
            assertThat(first.readLine()).isEqualTo("a");
            assertThat(second.readAll()).isEmpty();
        }
        assertThatThrownBy(tooMany::verify).hasMessage("Connection 2 came, and there are only 1 dialogues");
        tooMany.close();
    }

    @Test
    void aDialogueNotPlayedToItsEndFailsOnCloseToo() throws IOException {
        ScriptedServer server = ScriptedServer.builder()
                .play("C: NOOP")
                .limit(Duration.ofMillis(200))
                .start();
        try (RawClient client = new RawClient(server.port())) {
            assertThatThrownBy(server::close).hasMessageContaining("(C: NOOP)");
            assertThat(client.readAll()).as("the connection has ended").isEmpty();
        }
    }

    @Test
    void playsSeveralConnectionsAtOnceAndTheLastOneEver() throws IOException {
        try (ScriptedServer server = ScriptedServer.builder()
                        .play("S: one\nC: x", "S: two\nC: y")
                        .thenAlways("S: again")
                        .start();
                RawClient one = new RawClient(server.port());
                RawClient two = new RawClient(server.port());
                RawClient three = new RawClient(server.port());
                RawClient four = new RawClient(server.port())) {
            assertThat(four.readLine()).isEqualTo("again");
            assertThat(two.readLine()).isEqualTo("two");
            assertThat(three.readLine()).isEqualTo("again");
            assertThat(one.readLine()).isEqualTo("one");
            two.line("y");
            one.line("x");
            server.verify();
            assertThat(server.connections()).hasSize(4);
        }
    }

    @Test
    void endsInEveryWay() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 552 too much
                -- close
                """, """
                -- cut after 4
                S: 250 never seen
                C: NEVER PLAYED
                """, """
                S: x
                -- drop
                """, """
                S: hello
                -- silence
                """, """
                S: bye
                -- client closes
                """)) {
            try (RawClient client = new RawClient(server.port())) {
                client.write("still sending").write(" on and on");
                assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("552 too much\r\n");
            }
            try (RawClient client = new RawClient(server.port())) {
                assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("250 ");
            }
            try (RawClient client = new RawClient(server.port())) {
                assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("x\r\n");
            }
            try (RawClient client = new RawClient(server.port())) {
                client.readLine();
                client.line("ANYBODY?");
                client.socket().setSoTimeout(100);
                assertThatThrownBy(client::readLine).isInstanceOf(SocketTimeoutException.class);
            }
            try (RawClient client = new RawClient(server.port())) {
                client.readLine();
            }
            server.verify();
        }
    }

    @Test
    void resetsAtOnceOrAfterAnOctet() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(
                Dialogue.of("-- reset"),
                Dialogue.script()
                        .send("2")
                        .run(read::await)
                        .resetAfter(0)
                        .send("never")
                        .build())) {
            try (RawClient client = new RawClient(server.port())) {
                assertThatThrownBy(client::readAll)
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
            try (RawClient client = new RawClient(server.port())) {
                assertThat(client.readLine()).isEqualTo("2");
                read.countDown();
                assertThatThrownBy(client::readAll)
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
            server.verify();
        }
    }

    @Test
    void stopsReadingUntilAWriteBlocks() throws Exception {
        try (ScriptedServer server = ScriptedServer.builder()
                .socketSizes(4096, 4096)
                .play("-- stop reading")
                .start()) {
            try (RawClient client = new RawClient(server.port())) {
                client.socket().setSendBufferSize(4096);
                CountDownLatch writing = new CountDownLatch(1);
                Thread writer = new Thread(() -> {
                    try {
                        writing.countDown();
                        client.socket().getOutputStream().write(new byte[64 << 20]);
                    } catch (IOException blockedUntilClosed) {
                        // Just as it should be.
                    }
                });
                writer.start();
                writing.await();
                server.verify();
                assertThat(server.connection(0).transcript().receivedCount()).isZero();
                assertThat(writer.isAlive()).as("64 MiB fit nowhere").isTrue();
                client.close();
                writer.join();
            }
        }
    }

    @Test
    void refusesATextThatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Dialogue.of("X: what")).hasMessageContaining("X: what");
        assertThatThrownBy(() -> Dialogue.of("-- starttls with a twist")).hasMessageContaining("with a twist");
        assertThatThrownBy(() -> Dialogue.of("-- silence\nS: hello"))
                .hasMessage("Nothing can follow '-- silence', but 'S: hello' does");
    }
}
