package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.Peer;
import io.maillite.testkit.script.Dialogue;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailConnectionException.Reason;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and waits: each has an end. */
class ConnectionTest {
    // ---- lines

    @Test
    void aLineEndsInCrlfOrLf() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("S= one\\r\\ntwo\\n\\r\\n\\nfi\\rve\\r\\r\\n\n");
                Connection connection = open(server)) {
            assertThat(connection.readLine()).isEqualTo("one");
            assertThat(connection.endedInLfAlone()).isFalse();
            assertThat(connection.readLine()).isEqualTo("two");
            assertThat(connection.endedInLfAlone()).isTrue();
            assertThat(connection.readLine()).isEmpty();
            assertThat(connection.endedInLfAlone()).isFalse();
            assertThat(connection.readLine()).isEmpty();
            assertThat(connection.endedInLfAlone()).isTrue();
            assertThat(connection.readLine()).isEqualTo("fi\rve\r");
        }
    }

    @Test
    void m10_aLineMayHoldAnyOctetsAndBeSplitWithinACharacter() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                        "-- octet by octet\nS= Gr\\xc3\\xb6\\xc3\\x9fe\\r\\n\n-- boundary\nS= Gr\\xf6\\xdfe\\r\\n\n");
                Connection connection = open(server)) {
            assertThat(connection.readLine()).isEqualTo("Größe");
            assertThat(connection.readLine()).isEqualTo("Gr\ufffd\ufffde");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\r\\n", "\\n"})
    void theLongestLineIsOf8KiB(String end) throws Exception {
        String line = "x".repeat(Connection.MAX_LINE);
        try (ScriptedServer server = ScriptedServer.start("S= " + line + end + "\nS= " + line + end + "\n");
                Connection connection = open(server)) {
            assertThat(connection.readLine()).isEqualTo(line);
            assertThat(connection.readLine()).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "\\n", "\\r\\n", "\\r\\r"})
    void m11_aLongerLineIsAnError(String end) throws Exception {
        String line = "y".repeat(Connection.MAX_LINE + 1);
        try (ScriptedServer server = ScriptedServer.start("S= " + line + end + "\n-- client closes\n")) {
            Connection connection = open(server);
            assertThatThrownBy(connection::readLine)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("a line of more than 8192 octets")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
            connection.abort();
        }
    }

    @Test
    void aLineMayBeLongerWhereTheProtocolSaysSo() throws Exception {
        String line = "x".repeat(12 * 1024);
        try (ScriptedServer server = ScriptedServer.start("S: " + line + "\nS: " + line + "x\n")) {
            Connection connection = open(server);
            assertThat(connection.readLine(12 * 1024)).isEqualTo(line);
            assertThatThrownBy(() -> connection.readLine(12 * 1024)).isInstanceOf(MailProtocolException.class);
            connection.abort();
        }
    }

    @Test
    void commandsAreSentTogetherBeforeWeWait() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        C: ONE
                        C: TWO
                        S: +OK
                        """);
                Connection connection = open(server)) {
            connection.writeLine(CommandLine.of("ONE"));
            connection.writeLine(CommandLine.of("TWO"));
            assertThat(connection.readLine()).isEqualTo("+OK");
            assertThat(connection.octetsOfCommands()).isEqualTo(10);
        }
    }

    @Test
    void aCommandLineIsUsAsciiUntilUtf8IsAllowed() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        C: USER müller
                        S: +OK
                        """);
                Connection connection = open(server)) {
            assertThatThrownBy(() -> connection.writeLine(CommandLine.of("USER müller")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nothing was sent");
            connection.allowUtf8();
            assertThatThrownBy(() -> connection.writeLine(CommandLine.of("USER \ud83d")))
                    .isInstanceOf(IllegalArgumentException.class);
            connection.writeLine(CommandLine.of("USER müller"));
            assertThat(connection.readLine()).isEqualTo("+OK");
        }
    }

    @Test
    void contentOfAnySizeGoesAsItIs() throws Exception {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        try (ScriptedServer server = ScriptedServer.start(Dialogue.script()
                        .read(3 * content.length, came)
                        .send("+OK")
                        .build());
                Connection connection = open(server)) {
            connection.writeContent(content, 0, content.length);
            for (int i = 0; i < content.length; i += 1000) {
                connection.writeContent(content, i, 1000);
            }
            connection.writeContent(content, 0, 10);
            connection.writeContent(content, 10, content.length - 10);
            assertThat(connection.readLine()).isEqualTo("+OK");
        }
        byte[] all = came.toByteArray();
        assertThat(all).hasSize(3 * content.length).startsWith(content).endsWith(content);
    }

    // ---- waits

    @ParameterizedTest
    @EnumSource(names = {"NONE", "IMPLICIT"})
    void aPeerThatStopsReadingIsAWriteTimeOut(TlsMode tls) throws Exception {
        String dialogue = (tls == TlsMode.IMPLICIT ? "-- starttls\n" : "") + "-- stop reading\n";
        try (ScriptedServer server = ScriptedServer.start(dialogue)) {
            Connection connection = Connection.open(
                    settings(server)
                            .withTls(tls)
                            .withSslContext(TestTls.clientContext())
                            .withWriteTimeout(Duration.ofMillis(300)),
                    new Trace("test", Trace.NONE));
            connection.await("the reply to DATA", null);
            assertThatThrownBy(() -> writeForEver(connection))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.WRITE_TIMEOUT);
                        assertThat(e)
                                .hasMessageContaining("within the write time-out of 300 ms")
                                .hasMessageContaining("the reply to DATA");
                    });
            connection.abort();
        }
    }

    private static void writeForEver(Connection connection) throws MailException {
        byte[] block = new byte[50_000];
        while (true) {
            connection.writeContent(block, 0, block.length);
        }
    }

    @Test
    void aReplyThatDripsIsBoundedAsAWhole() throws Exception {
        try (Peer server = Peer.start(client -> {
            while (true) {
                client.getOutputStream().write('x');
                Thread.sleep(20);
            }
        })) {
            Connection connection = open(server, Duration.ofMillis(1500));
            assertThatThrownBy(connection::readLine).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT);
                assertThat(e)
                        .hasMessageContaining("did not come within 1500 ms")
                        .hasMessageContaining("got only 'xx");
            });
            connection.abort();
        }
    }

    @Test
    void contentThatDripsIsBounded() throws Exception {
        try (Peer server = Peer.start(client -> {
            while (true) {
                client.getOutputStream().write('x');
                Thread.sleep(20);
            }
        })) {
            Connection connection = open(server, Duration.ofMillis(1500));
            assertThatThrownBy(() -> connection.readContent(new DotReader(false), (octets, from, length) -> {}))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.READ_TIMEOUT));
            connection.abort();
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsAReadTimeOut() {
        try (ScriptedServer server = ScriptedServer.start("-- silence\n")) {
            assertThatThrownBy(() -> Connection.open(
                            settings(server).withTls(TlsMode.IMPLICIT).withReadTimeout(Duration.ofMillis(300)),
                            new Trace("test", Trace.NONE)))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT);
                        assertThat(e).hasMessageContaining("the TLS handshake did not come within 300 ms");
                    });
        }
    }

    @Test
    void abortEndsAWaitFromAnotherThread() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("-- silence\n")) {
            Connection connection = open(server);
            Thread aborter = new Thread(connection::abort);
            aborter.start();
            assertThatThrownBy(connection::readLine).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.CLOSED);
                assertThat(e).hasMessageContaining("closed by us");
            });
            aborter.join();
        }
    }

    @Test
    void whatWasBegunIsShownWithoutTheSecretItMayHold() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                C: PASS tanstaaf
                S= -ERR wrong password tansta
                -- close
                """)) {
            Connection connection = open(server);
            connection.writeLine(CommandLine.secret("PASS tanstaaf", "PASS ***", "tanstaaf"));
            assertThatThrownBy(connection::readLine)
                    .isInstanceOf(MailConnectionException.class)
                    .hasMessageContaining("after '-ERR wrong password ***'");
            connection.abort();
        }
    }

    private static ConnectionSettings settings(ScriptedServer server) {
        return ConnectionSettings.to(server.host()).withPort(server.port()).withTls(TlsMode.NONE);
    }

    private static Connection open(ScriptedServer server) throws MailException {
        return Connection.open(settings(server), new Trace("test", Trace.NONE));
    }

    private static Connection open(Peer server, Duration readTimeout) throws MailException {
        return Connection.open(
                ConnectionSettings.to("127.0.0.1")
                        .withPort(server.port())
                        .withTls(TlsMode.NONE)
                        .withReadTimeout(readTimeout),
                new Trace("test", Trace.NONE));
    }
}
