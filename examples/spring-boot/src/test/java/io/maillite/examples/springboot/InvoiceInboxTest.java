package io.maillite.examples.springboot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.examples.invoices.Demonstration;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoiceInboxTest {
    @TempDir
    Path temporary;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Path folder() {
        return temporary.resolve("inbox");
    }

    private Demonstration demonstration(Duration patience) {
        return new Demonstration(folder(), patience, new PrintStream(said, true, UTF_8));
    }

    private Path only(String name) throws IOException {
        List<Path> found = all(name);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Path> all(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }

    @Test
    void messagesAreInTheirFoldersOctetForOctetAttachmentsDecodedAndOneAnswerIsSent() throws Exception {
        Demonstration demonstration = demonstration(Duration.ofMinutes(5));
        try (MaildropServer mailbox = Demonstration.mailbox();
                SinkServer smtp = Demonstration.smtp()) {
            assertThat(demonstration.run(Main::inbox, mailbox, smtp)).isTrue();

            assertThat(mailbox.maildrop().size()).isZero();
            assertThat(all("message.eml"))
                    .extracting(file -> new String(Files.readAllBytes(file), ISO_8859_1))
                    .containsExactlyInAnyOrderElementsOf(demonstration.mail().all());
            Path pdf = only("1-M_rz 4711.pdf");
            assertThat(pdf).hasBinaryContent(demonstration.mail().invoice());
            assertThat(pdf.getParent().getParent()).isEqualTo(folder().resolve("invoices"));
            assertThat(only("2-hosts.csv")).hasContent("item;price\r\ntea;3.50\r\n");
            assertThat(only("1-invoice.txt")).hasBinaryContent(".\r\n12 EUR\r\n".getBytes(UTF_8));
            assertThat(folder().resolve("reminders")).isDirectory();
            assertThat(folder().resolve("other")).isDirectory();

            assertThat(smtp.only().sender().address()).isEmpty();
            assertThat(smtp.only().addresses()).containsExactly("ada@example.com");
            assertThat(smtp.only().text())
                    .contains("In-Reply-To: <4711@example.com>\r\n", "Auto-Submitted: auto-replied\r\n");
        }
        assertThat(said.toString(UTF_8))
                .contains("mailbox with 4 messages", "Answers sent: 1", "Left in the mailbox: 0 of 4");
    }

    @Test
    void anAnswerThatIsRefusedForGoodHoldsUpNoInvoice() throws Exception {
        try (MaildropServer mailbox = Demonstration.mailbox();
                SinkServer smtp = Demonstration.smtp()) {
            smtp.faults().when("RCPT", Fault.reply("550 5.1.1 No such user"));

            assertThat(demonstration(Duration.ofMinutes(5)).run(Main::inbox, mailbox, smtp))
                    .isFalse();

            assertThat(mailbox.maildrop().size()).isZero();
            assertThat(all("message.eml")).hasSize(4);
        }
    }

    @Test
    void anInvoiceStaysInTheMailboxUntilItsAnswerIsTaken() throws Exception {
        try (MaildropServer mailbox = Demonstration.mailbox();
                SinkServer smtp = Demonstration.smtp()) {
            smtp.faults().times(1, "RCPT", Fault.reply("450 4.2.0 Not now"));

            assertThat(demonstration(Duration.ofMinutes(5)).run(Main::inbox, mailbox, smtp))
                    .isTrue();

            assertThat(all("message.eml")).hasSize(4);
            assertThat(smtp.received()).hasSize(1);
        }
    }
}
