package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.client;
import static io.maillite.pop3.Dialogues.connect;
import static io.maillite.pop3.Dialogues.greeted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.Peer;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.script.Dialogue;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.server.Transport;
import io.maillite.wire.Connection;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile server cannot exhaust memory or hang a thread. */
class BoundsTest {
    // ---- octets

    @Test
    void aReplyLineHoldsAtMost8KiB() throws Exception {
        String text = "x".repeat(Connection.MAX_LINE - "+OK ".length());
        try (ScriptedServer server = greeted("C: NOOP\nS: +OK " + text + "\nC: NOOP\nS: +OK " + text + "x\n");
                Pop3Session session = connect(server)) {
            session.noop();
            assertThatThrownBy(session::noop)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("the reply to NOOP is a line of more than 8192 octets");
        }
    }

    @Test
    void aListingLineHoldsAtMost8KiB() throws Exception {
        try (ScriptedServer server = greeted("C: UIDL\nS: +OK\nS: 1 " + "x".repeat(8191) + "\nS: .\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::uidl).isInstanceOf(MailProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAPA", "LANG"})
    void aReplyThatIsNoListingHoldsAtMost64KiB(String command) throws Exception {
        String lines = ("S: X " + "y".repeat(1020) + "\n");
        try (ScriptedServer server = greeted("C: " + command + "\nS: +OK\n" + lines.repeat(64) + "S: .\nC: " + command
                        + "\nS: +OK\n" + lines.repeat(65) + "S: .\n");
                Pop3Session session = connect(server)) {
            Pop3Command<?> fits = session.submit(fewLines(command));
            session.receive();
            assertThat(fits.result()).isNotNull();
            session.submit(fewLines(command));
            assertThatThrownBy(session::receive)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("the reply to " + command + " has more than 65536 octets");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "UIDL"})
    void aListingHasAtMostSoManyLines(String command) throws Exception {
        String three = "C: " + command + "\nS: +OK\nS: 1 1\nS: 2 2\nS: 3 3\n";
        try (ScriptedServer server = greeted(three + "S: .\n" + three + "S: 4 4\n-- client closes\n");
                Pop3Session session = connect(server)) {
            session.submit(listing(command, 3));
            session.receive();
            session.submit(listing(command, 3));
            assertThatThrownBy(session::receive)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("the reply to " + command + " has more than 3 lines");
            server.verify();
        }
    }

    @Test
    void aListingIsBoundedInOctetsToo() throws Exception {
        String lines = "S: 1 " + "x".repeat(8000) + "\n";
        try (ScriptedServer server = greeted("C: UIDL\nS: +OK\n" + lines.repeat(10) + "-- silence\n");
                Pop3Session session = connect(server)) {
            session.submit(listing("UIDL", 100));
            assertThatThrownBy(session::receive)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("octets, which is more than is allowed");
        }
    }

    @Test
    void aListingOf200000MessagesIsNoMatter() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int number = 1; number <= 200_000; number++) {
            lines.append(number).append(" 1234\r\n");
        }
        try (ScriptedServer server = ScriptedServer.start(Dialogue.script()
                        .play(Dialogues.GREETED + "C: LIST\nS: +OK\n")
                        .sendOctets(lines.append(".\r\n").toString().getBytes(StandardCharsets.US_ASCII))
                        .build());
                Pop3Session session = connect(server)) {
            long[] sum = new long[1];
            Pop3Command<Integer> list = session.submit(
                    Pop3Commands.list(Pop3Session.DEFAULT_MAX_LISTING, (number, size) -> sum[0] += size));
            session.receive();
            assertThat(list.result()).isEqualTo(200_000);
            assertThat(sum[0]).isEqualTo(200_000L * 1234);
        }
    }

    @Test
    void aMessageWithoutEndEndsWhereTheCallerSays() throws Exception {
        try (Peer server = Peer.start(client -> {
                    OutputStream out = client.getOutputStream();
                    out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    readLine(client);
                    out.write("-ERR\r\n".getBytes(StandardCharsets.US_ASCII));
                    readLine(client);
                    out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write(new byte[8192]);
                    }
                });
                Pop3Session session = Pop3Client.of("127.0.0.1")
                        .port(server.port())
                        .tls(TlsMode.NONE)
                        .connect()) {
            session.submit(Pop3Commands.retr(1, OutputStream.nullOutputStream(), 1_000_000));
            assertThatThrownBy(session::receive).isInstanceOf(MessageTooLargeException.class);
        }
    }

    private static Pop3Command<?> fewLines(String command) {
        return command.equals("CAPA") ? Pop3Commands.capa() : Pop3Commands.lang();
    }

    private static Pop3Command<Integer> listing(String command, int most) {
        return command.equals("LIST")
                ? Pop3Commands.list(most, (number, size) -> {})
                : Pop3Commands.uidl(most, (number, uniqueId) -> {});
    }

    // ---- time

    @Test
    void silenceWithinAMessageIsAReadTimeOut() throws Exception {
        try (ScriptedServer server = greeted("""
                        C: RETR 1
                        S: +OK
                        S: half
                        -- silence
                        """);
                Pop3Session session = client(server)
                        .connection(settings -> settings.withReadTimeout(Duration.ofMillis(2000)))
                        .connect()) {
            assertThatThrownBy(() -> session.retr(1, OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT);
                        assertThat(e).hasMessageContaining("the reply to RETR 1 did not come within 2000 ms");
                    });
        }
    }

    @Test
    void aReplyThatDripsWithinATlsRecordIsAReadTimeOut() throws Exception {
        AtomicBoolean dripping = new AtomicBoolean();
        try (MaildropServer server = MaildropServer.builder()
                        .transport(Transport.implicitTls())
                        .start();
                Peer proxy = Peer.start(client -> drip(client, server.port(), dripping))) {
            server.maildrop().add(MessageContent.generated("one record", 4000));
            Pop3Client client = Dialogues.client(server, TlsMode.IMPLICIT)
                    .port(proxy.port())
                    .connection(settings -> settings.withReadTimeout(Duration.ofSeconds(4)));
            try (Pop3Session session = client.open()) {
                dripping.set(true);
                assertThatThrownBy(() -> session.retr(1, OutputStream.nullOutputStream()))
                        .isInstanceOfSatisfying(MailConnectionException.class, e -> assertThat(e.reason())
                                .isEqualTo(Reason.READ_TIMEOUT));
            }
        }
    }

    /** Hands everything on; what the server says octet by octet, once told so. */
    private static void drip(Socket client, int port, AtomicBoolean dripping) throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getByName("localhost"), port)) {
            Thread up = new Thread(() -> {
                try {
                    client.getInputStream().transferTo(server.getOutputStream());
                } catch (IOException oneOfThemHasLeft) {
                    // as it may
                }
            });
            up.setDaemon(true);
            up.start();
            byte[] octets = new byte[8192];
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
                for (int i = 0; dripping.get() && i < count; i++) {
                    out.write(octets[i]);
                    Thread.sleep(5);
                }
                if (!dripping.get()) {
                    out.write(octets, 0, count);
                }
            }
        }
    }

    private static void readLine(Socket client) throws IOException {
        int octet = client.getInputStream().read();
        while (octet >= 0 && octet != '\n') {
            octet = client.getInputStream().read();
        }
    }
}
