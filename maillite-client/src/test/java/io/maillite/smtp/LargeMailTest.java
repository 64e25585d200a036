package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.jvm.TestJvm;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory does not grow with the size of a message. */
class LargeMailTest {
    private static final long ONE_GIB = 1L << 30;

    @ParameterizedTest
    @EnumSource(ExtensionUse.class)
    void aMessageOf1GiBIsSentWith48MiBOfHeap(ExtensionUse chunking) throws Exception {
        try (SinkServer server = SinkServer.start()) {
            TestJvm.of(Send.class)
                    .heap("48m")
                    .run(Integer.toString(server.port()), "NONE", chunking.name(), "" + ONE_GIB);
            assertThat(server.only().size()).isEqualTo(ONE_GIB);
            assertThat(server.only().digest()).isEqualTo(digest(ONE_GIB));
        }
    }

    @Test
    void andUnderTls() throws Exception {
        try (SinkServer server =
                SinkServer.builder().transport(Transport.implicitTls()).start()) {
            TestJvm.of(Send.class)
                    .heap("48m")
                    .run(Integer.toString(server.port()), "IMPLICIT", "AUTO", "" + ONE_GIB / 4);
            assertThat(server.only().digest()).isEqualTo(digest(ONE_GIB / 4));
        }
    }

    private static String digest(long size) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        MessageContent.generated("large", size)
                .writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Sends a message that is made while it is sent. */
    static final class Send {
        public static void main(String[] arguments) throws Exception {
            SmtpClient client = Mails.client(Integer.parseInt(arguments[0]))
                    .tls(TlsMode.valueOf(arguments[1]))
                    .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                    .chunking(ExtensionUse.valueOf(arguments[2]));
            MessageContent content = MessageContent.generated("large", Long.parseLong(arguments[3]));
            try (SmtpSession session = client.open()) {
                session.send(Mails.mail(() -> stream(content))).orThrow();
                session.quit();
            }
        }

        private static PipedInputStream stream(MessageContent content) throws IOException {
            PipedInputStream in = new PipedInputStream(64 * 1024);
            PipedOutputStream out = new PipedOutputStream(in);
            Thread writer = new Thread(() -> {
                try (out) {
                    content.writeTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.setDaemon(true);
            writer.start();
            return in;
        }
    }
}
