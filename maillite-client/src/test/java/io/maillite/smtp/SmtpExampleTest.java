package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpExampleTest {

    @Test
    void doesWhatItSays(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("message.eml"), Mails.TEXT);
        try (SinkServer server = SinkServer.start()) {
            server.faults().once("RCPT TO:<ann@example.net>", Fault.reply("550 5.1.1 nobody"));
            assertThat(SmtpExample.sendmail(Mails.client(server), file)).containsOnlyKeys("ann@example.net");
            try (SmtpSession session = Mails.client(server).open()) {
                assertThat(SmtpExample.send(session, MessageSource.of(file))).isEqualTo(Outcome.DELIVERED);
            }
            SmtpExample.failures(Mails.client(server), MessageSource.of(file));
            assertThat(server.received()).hasSize(3);
            assertThat(server.received().get(1).recipients().get(1).parameters())
                    .containsEntry("NOTIFY", "NEVER");
        }
    }

    @Test
    void aClientIsMadeForSubmission() {
        assertThat(SmtpExample.submission("jane", "secret")).isNotNull();
    }
}
