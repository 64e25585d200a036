package io.maillite.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the mail server in the process, as somebody sees it who runs the one command. */
class QuickstartTest {
    @TempDir
    Path folder;

    private Path work() {
        return folder.resolve("work");
    }

    private Run run(String... arguments) {
        return Run.of(Map.of(), arguments);
    }

    @Test
    void whatComesWithItComesBackOctetForOctet() throws IOException {
        Run run = run("messages", "--large", "3", "--work", work().toString());

        assertThat(run.output())
                .contains("9 of 9 messages came back, octet for octet.")
                .contains("octets/s")
                .contains("Return-Path, Received")
                .contains("Messages in the mailbox now: 0")
                .doesNotContain("NO");
        assertThat(run.status()).isZero();
        byte[] sent = Files.readAllBytes(Path.of("messages", "07-dkim-signed.eml"));
        byte[] received = Files.readAllBytes(work().resolve("received").resolve("07-dkim-signed.eml"));
        assertThat(new String(received, UTF_8))
                .endsWith(new String(sent, UTF_8))
                .startsWith("Return-Path: ");
    }

    /** The server in the process drops empty lines at the end of a message. */
    @Test
    void whatTheServerAltersIsReported() throws IOException {
        Files.writeString(folder.resolve("kept.eml"), "Subject: kept\r\n\r\nThe text\r\n");
        Files.writeString(
                folder.resolve("altered.eml"),
                "Subject: altered\r\nMessage-ID: <1@example.org>\r\n\r\nThe text\r\n\r\n\r\n");

        Run run = run(folder.toString(), "--large", "0", "--work", work().toString());

        assertThat(run.output())
                .contains("1 of 2 messages came back, octet for octet.")
                .contains("altered.eml came back altered, and was left on the server")
                .contains("first difference: octet 60, in line 5: sent \"\\r\\n\\r\\n\", received nothing more")
                .contains("Messages in the mailbox now: 1");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aFileWhoseLinesEndInLfComesBackAsTheLinesOfAMessageDo() throws IOException {
        Files.writeString(folder.resolve("unix.eml"), "Subject: unix\n\nThe text\n.\nwithout a line end");

        Run run = run(folder.toString(), "--large", "0", "--work", work().toString());

        assertThat(run.output()).contains("1 of 1 messages came back");
        assertThat(run.status()).isZero();
        assertThat(Files.readString(work().resolve("received").resolve("unix.eml")))
                .endsWith("Subject: unix\r\n\r\nThe text\r\n.\r\nwithout a line end\r\n");
    }

    @Test
    void messagesThatLookAlikeAreToldApart() throws IOException {
        for (int i = 1; i <= 5; i++) {
            Files.writeString(folder.resolve(i + ".eml"), "Subject: alike\r\n\r\n" + i % 3 + "\r\n");
        }

        Run run = run(folder.toString(), "--large", "0", "--work", work().toString());

        assertThat(run.output()).contains("5 of 5 messages came back");
        assertThat(run.status()).isZero();
    }

    @Test
    void aMessageThatCannotBeSentIsReportedAndTheOthersGoOn() throws IOException {
        Files.writeString(folder.resolve("empty.eml"), "");
        Files.writeString(folder.resolve("full.eml"), "Subject: full\r\n\r\nThe text\r\n");

        Run run = run(folder.toString(), "--large", "0", "--work", work().toString());

        assertThat(run.output())
                .contains("empty.eml was not sent: ")
                .contains("1 of 2 messages came back, octet for octet.");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutMessagesIsAnError() {
        Run run = run(folder.toString(), "--large", "0", "--work", work().toString());

        assertThat(run.output()).contains("There is no .eml file in " + folder);
        assertThat(run.status()).isEqualTo(2);
    }
}
