package io.maillite.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.jvm.TestJvm;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Memory does not grow with the size of a message. */
class LargeMessageTest {
    private static final long ONE_GIB = 1L << 30;

    @Test
    void aMessageOf1GiBIsRetrievedWith48MiBOfHeap() throws Exception {
        MessageContent message = MessageContent.generated("large", ONE_GIB);
        try (MaildropServer server = MaildropServer.start()) {
            server.maildrop().add(message);
            assertThat(TestJvm.of(Retrieve.class).heap("48m").run(Integer.toString(server.port()), "NONE"))
                    .contains(ONE_GIB + " octets, SHA-256 " + digest(message));
        }
    }

    @Test
    void andUnderTls() throws Exception {
        MessageContent message = MessageContent.generated("less large", ONE_GIB / 4);
        try (MaildropServer server =
                MaildropServer.builder().transport(Transport.implicitTls()).start()) {
            server.maildrop().add(message);
            assertThat(TestJvm.of(Retrieve.class).heap("48m").run(Integer.toString(server.port()), "IMPLICIT"))
                    .contains(ONE_GIB / 4 + " octets, SHA-256 " + digest(message));
        }
    }

    private static String digest(MessageContent message) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        message.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Retrieves the first message of a maildrop and prints what it is. */
    static final class Retrieve {
        public static void main(String[] arguments) throws Exception {
            Pop3Client client = Pop3Client.of("localhost")
                    .port(Integer.parseInt(arguments[0]))
                    .tls(TlsMode.valueOf(arguments[1]))
                    .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                    .credentials("user", "secret");
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (Pop3Session maildrop = client.open()) {
                long octets = maildrop.retr(1, new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
                maildrop.quit();
                System.out.println(octets + " octets, SHA-256 " + HexFormat.of().formatHex(sha256.digest()));
            }
        }
    }
}
