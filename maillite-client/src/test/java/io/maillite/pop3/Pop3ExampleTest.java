package io.maillite.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.log.CapturedLog;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import io.maillite.wire.TlsMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows does what it says. */
class Pop3ExampleTest {
    @Test
    void drains(@TempDir Path folder) throws Exception {
        byte[] message = "Subject: x\r\n\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        try (MaildropServer server = MaildropServer.start()) {
            server.maildrop().add(message).add(message);
            Pop3Example.drain(client(server), folder);
            assertThat(folder.resolve("1.eml")).hasBinaryContent(message);
            assertThat(folder.resolve("2.eml")).hasBinaryContent(message);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void pipelines() throws Exception {
        try (MaildropServer server = MaildropServer.start()) {
            server.maildrop().addMany(1000, i -> MessageContent.generated("message " + i, 1000));
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            try (Pop3Session maildrop = client(server).open()) {
                assertThat(Pop3Example.pipelined(maildrop, maildrop.list(), sink))
                        .isEqualTo(1_000_000);
            }
            assertThat(sink.size()).isEqualTo(1_000_000);
        }
    }

    @Test
    void tellsFailuresApart() {
        try (MaildropServer server = MaildropServer.start();
                CapturedLog log = CapturedLog.begin()) {
            Pop3Example.look(client(server));
            assertThat(log.text()).contains("0 messages");
            Pop3Example.look(client(server).credentials("user", "hush"));
            assertThat(log.text()).contains("the login was refused: [AUTH] wrong credentials");
            server.faults().once("STAT", Fault.reply("-ERR [IN-USE] later"));
            Pop3Example.look(client(server));
            assertThat(log.text()).contains("busy: true").contains("[IN-USE] later");
            server.faults().once("STAT", Fault.end(Ending.DROP));
            Pop3Example.look(client(server));
            assertThat(log.text()).contains("no connection, or none any more: LOST");
            Pop3Example.look(client(server).tls(TlsMode.IMPLICIT));
            assertThat(log.text()).contains("TLS, or a server that breaks the protocol");
        }
    }

    @Test
    void clientsAreAsShown() {
        assertThat(Pop3Example.password("user", "secret")).isNotNull();
        assertThat(Pop3Example.token("user", () -> "token")).isNotNull();
    }

    private static Pop3Client client(MaildropServer server) {
        return Dialogues.client(server, TlsMode.NONE);
    }
}
