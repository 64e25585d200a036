package io.maillite.examples.quarkus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.examples.invoices.SampleMail;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MailServers.class)
class InvoiceInboxTest {
    MaildropServer mailbox;
    SinkServer smtp;

    private final SampleMail mail = new SampleMail();

    @BeforeEach
    void nothingIsThere() {
        FileUtil.removeDir(MailServers.FOLDER.toFile());
        smtp.forget();
    }

    private void mailComesInAndIsTaken() {
        mail.all().forEach(message -> mailbox.maildrop().add(message.getBytes(ISO_8859_1)));
        await().atMost(Duration.ofMinutes(5)).until(() -> mailbox.maildrop().size() == 0);
    }

    private List<Path> all(String name) throws IOException {
        try (Stream<Path> files = Files.walk(MailServers.FOLDER)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }

    @Test
    void messagesAreInTheirFoldersOctetForOctetAttachmentsDecodedAndOneAnswerIsSent() throws Exception {
        mailComesInAndIsTaken();

        assertThat(all("message.eml"))
                .extracting(file -> new String(Files.readAllBytes(file), ISO_8859_1))
                .containsExactlyInAnyOrderElementsOf(mail.all());
        assertThat(all("1-M_rz 4711.pdf"))
                .singleElement()
                .satisfies(pdf -> assertThat(pdf).hasBinaryContent(mail.invoice()))
                .satisfies(pdf -> assertThat(pdf).startsWith(MailServers.FOLDER.resolve("invoices")));
        assertThat(MailServers.FOLDER.resolve("reminders")).isDirectoryContaining(Files::isDirectory);
        assertThat(MailServers.FOLDER.resolve("other")).isDirectoryContaining(Files::isDirectory);
        assertThat(smtp.only().sender().address()).isEmpty();
        assertThat(smtp.only().addresses()).containsExactly("ada@example.com");
    }

    @Test
    void anAnswerThatIsRefusedForGoodHoldsUpNoInvoice() throws Exception {
        smtp.faults().once("RCPT", Fault.reply("550 5.1.1 No such user"));

        mailComesInAndIsTaken();

        assertThat(all("message.eml")).hasSize(mail.all().size());
        assertThat(smtp.received()).isEmpty();
    }

    @Test
    void anInvoiceStaysInTheMailboxUntilItsAnswerIsTaken() throws Exception {
        smtp.faults().once("RCPT", Fault.reply("450 4.2.0 Not now"));

        mailComesInAndIsTaken();

        assertThat(all("message.eml")).hasSize(mail.all().size());
        assertThat(smtp.received()).hasSize(1);
    }
}
