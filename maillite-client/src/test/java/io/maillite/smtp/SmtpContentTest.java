package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static io.maillite.smtp.Mails.mail;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SinkServerBuilder;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives is what was sent. */
class SmtpContentTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING", "CHUNKING PIPELINING", "PIPELINING"})
    void m31M33EverySmallMessageArrivesNormalisedWithOneEnd(String without) throws Exception {
        List<String> messages = new ArrayList<>(List.of(
                ".A test\r\n.mes.sage.",
                "no end",
                "ends in CR\r",
                "ends in CRLF\r\n",
                ".",
                "..",
                ".\r\n",
                "\r\n.\r\n",
                ""));
        allOf("", 5, messages);
        for (boolean lax : new boolean[] {false, true}) {
            try (SinkServer server = builder(without, lax).start();
                    SmtpSession session = client(server).open()) {
                List<SendResult> results = Mails.sendAll(
                        session,
                        messages.stream().map(text -> mail(Mails.text(text))).toList());
                session.quit();

                assertThat(results).allMatch(result -> result.outcome() == Outcome.DELIVERED);
                assertThat(server.received())
                        .extracting(received -> received.text())
                        .containsExactlyElementsOf(messages.stream()
                                .map(SmtpContentTest::normalised)
                                .toList());
            }
        }
    }

    private static SinkServerBuilder builder(String without, boolean lax) {
        SinkServerBuilder builder = SinkServer.builder().without(without.split(" "));
        return lax ? builder.laxEndOfData() : builder;
    }

    /** All texts over the octets that matter. */
    private static void allOf(String prefix, int more, List<String> into) {
        into.add(prefix);
        if (more > 0) {
            for (String next : List.of("\r", "\n", ".", "x")) {
                allOf(prefix + next, more - 1, into);
            }
        }
    }

    static String normalised(String text) {
        String lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n");
        return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void largeMessagesArriveOctetForOctet(boolean chunking, boolean tls, @TempDir Path folder) throws Exception {
        byte[] octets = new byte[5_000_000];
        new Random(17).nextBytes(octets);
        for (int i = 0; i < octets.length; i++) { // lines that end in CRLF only
            octets[i] = octets[i] == '\r' || octets[i] == '\n' ? (byte) '.' : octets[i];
        }
        for (int i = 78; i < octets.length - 1; i += 80) {
            octets[i] = '\r';
            octets[i + 1] = '\n';
        }
        octets[octets.length - 2] = '\r';
        octets[octets.length - 1] = '\n';
        Path file = Files.write(folder.resolve("message.eml"), octets);
        try (SinkServer server = SinkServer.builder()
                        .transport(tls ? Transport.implicitTls() : Transport.inClear())
                        .start();
                SmtpSession session = client(server)
                        .tls(tls ? TlsMode.IMPLICIT : TlsMode.NONE)
                        .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                        .chunking(chunking ? ExtensionUse.AUTO : ExtensionUse.OFF)
                        .open()) {
            session.send(mail(MessageSource.of(file))).orThrow();
            session.send(mail(MessageSource.of(octets))).orThrow();
            session.quit();

            assertThat(server.received()).hasSize(2).allSatisfy(received -> assertThat(
                            Arrays.equals(received.octets(), octets))
                    .isTrue());
            assertThat(server.received().get(0).sender().parameters())
                    .containsEntry("SIZE", "5000000")
                    .containsEntry("BODY", "8BITMIME");
        }
    }

    @Test
    void linesOfAnyLengthAndNulArriveAsTheyAre() throws Exception {
        String text = "x".repeat(100_000) + "\r\n\0\0\r\n" + "é".repeat(2000) + "\r\n";
        try (SinkServer server = SinkServer.builder().without("CHUNKING").start();
                SmtpSession session = client(server).open()) {
            session.send(mail(Mails.text(text))).orThrow();
            assertThat(server.only().text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lone\nLF", "lone\rCR\r\n", "ends in CR\r"})
    void loneLineEndsAreRefusedWithReject(String text) throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session =
                        client(server).lineEndings(LineEndings.REJECT).open()) {
            SendResult refused = session.send(mail(Mails.text(text)));
            SendResult taken = session.send(mail(Mails.text("right\r\n\r\n")));

            assertThat(refused.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(refused.failure().orElseThrow())
                    .isInstanceOf(SmtpPermanentException.class)
                    .hasMessageContaining("lineEndings");
            assertThat(taken.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(server.count("MAIL")).isEqualTo(1);
        }
    }

    @Test
    void loneLineEndsStayWithPreserve() throws Exception {
        String text = "a\nb\rc\r\n.\r\nno end";
        try (SinkServer server = SinkServer.start();
                SmtpSession session =
                        client(server).lineEndings(LineEndings.PRESERVE).open()) {
            session.send(mail(Mails.text(text))).orThrow();
            assertThat(server.only().text()).isEqualTo(text);
            assertThat(server.only().sender().parameters()).containsEntry("BODY", "BINARYMIME");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BINARYMIME", "CHUNKING"})
    void preserveIsRefusedWhereItIsNotPossible(String without) throws Exception {
        try (SinkServer server = SinkServer.builder().without(without).start();
                SmtpSession session =
                        client(server).lineEndings(LineEndings.PRESERVE).open()) {
            SendResult result = session.send(mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("BINARYMIME");
            assertThat(server.count("MAIL")).isZero();
        }
    }

    @Test
    void m35TooLargeIsRefusedBeforeMail() throws Exception {
        try (SinkServer server = SinkServer.builder().extensions("SIZE 1000").start();
                SmtpSession session = client(server).open()) {
            SendResult tooLarge = session.send(mail(Mails.text("x".repeat(999)))); // which gets a line end
            SendResult fits = session.send(mail(Mails.text("x".repeat(998) + "\r\n")));
            assertThat(tooLarge.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(tooLarge.failure().orElseThrow())
                    .hasMessageContaining("1000")
                    .hasMessageContaining("1001")
                    .hasMessageContaining("Nothing was sent");
            assertThat(fits.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(server.count("MAIL")).isEqualTo(1);
        }
    }

    /** RFC 1870 section 5: the size is counted with CR and LF at the end of each line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r",
                "x",
                "\r\n",
                "a: b\r\n\r\nc\r\n",
                "a: b\r\n\r\nc",
                "a: b\r\n\r\nc\n",
                "a: b\r\n\r\nc\r",
                "a: b\r\n\r\n\r",
                "a: b\r\n\n",
                "a: b\n\n.c\n",
                "a: b\n\n.c",
                "a: b\n\nc\r",
                "a: b\r\rc\r",
                "a: b\n\r\n\rc\r\n"
            })
    void sizeIsThatOfWhatIsSent(String text) throws Exception {
        for (String without : new String[] {"", "CHUNKING"}) {
            try (SinkServer server = builder(without, false).start();
                    SmtpSession session = client(server).open()) {
                session.send(mail(Mails.text(text))).orThrow();
                assertThat(server.only().sender().parameters())
                        .containsEntry("SIZE", String.valueOf(server.only().octets().length));
            }
        }
    }

    /** To count would be to read it twice. */
    @Test
    void sizeOfAFileIsSaidUnlessItsLinesEndInLfAlone(@TempDir Path dir) throws Exception {
        Path right = Files.writeString(dir.resolve("right.eml"), "a: b\r\n\r\nc\r\n");
        Path wrong = Files.writeString(dir.resolve("wrong.eml"), "a: b\n\nc\n");
        Path tooLarge = Files.writeString(dir.resolve("large.eml"), "a: b\n\n" + "c\n".repeat(50));
        try (SinkServer server = SinkServer.builder().extensions("SIZE 100").start();
                SmtpSession session = client(server).open()) {
            session.send(mail(MessageSource.of(right))).orThrow();
            session.send(mail(MessageSource.of(wrong))).orThrow();
            assertThat(server.received().get(0).sender().parameters()).containsEntry("SIZE", "11");
            assertThat(server.received().get(1).sender().parameters()).doesNotContainKey("SIZE");
            assertThat(session.send(mail(MessageSource.of(tooLarge))).failure().orElseThrow())
                    .hasMessageContaining("takes messages of at most 100 octets, and this one has 106");
        }
    }

    @Test
    void m37EightBitIsRefusedWhereItIsNotOfferedUnlessAllowed() throws Exception {
        try (SinkServer server = SinkServer.builder().extensions().start();
                SmtpSession rejecting = client(server).open();
                SmtpSession sending = client(server).eightBit(EightBit.SEND).open()) {
            SendResult refused = rejecting.send(mail(Mails.text("Grüße\r\n")));
            SendResult sevenBit = rejecting.send(mail(Mails.text("Greetings\r\n")));
            SendResult sent = sending.send(mail(Mails.text("Grüße\r\n")));

            assertThat(refused.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(refused.failure().orElseThrow())
                    .hasMessageContaining("8BITMIME")
                    .hasMessageContaining("eightBit=SEND");
            assertThat(sevenBit.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(sent.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void sourceIsClosedAndReadInAnyPieces() throws Exception {
        byte[] octets = "a\r\n.b\r\nc".getBytes(ISO_8859_1);
        int[] open = {0};
        MessageSource source = () -> {
            open[0]++;
            return new InputStream() {
                private int next;

                @Override
                public int read() {
                    return next < octets.length ? octets[next++] : -1;
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    int octet = read();
                    into[offset] = (byte) octet;
                    return octet < 0 ? -1 : 1;
                }

                @Override
                public void close() throws IOException {
                    open[0]--;
                    throw new IOException("closing fails");
                }
            };
        };
        for (ExtensionUse chunking : ExtensionUse.values()) {
            try (SinkServer server = SinkServer.start();
                    SmtpSession session = client(server).chunking(chunking).open()) {
                session.send(mail(source)).orThrow();
                assertThat(server.only().text()).isEqualTo("a\r\n.b\r\nc\r\n");
                assertThat(open[0]).isZero();
            }
        }
    }
}
