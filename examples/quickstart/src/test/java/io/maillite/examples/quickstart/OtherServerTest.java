package io.maillite.examples.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.StoredMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a server and a mailbox that belong to somebody. */
class OtherServerTest {
    private static final byte[] OF_OTHERS =
            "From: eve@example.org\r\nSubject: private\r\n\r\nNot yours\r\n".getBytes(US_ASCII);

    @TempDir
    Path work;

    private Run run(MailHost host, String... more) {
        String[] arguments = java.util.Arrays.copyOf(more, more.length + 3);
        arguments[more.length] = "messages";
        arguments[more.length + 1] = "--work";
        arguments[more.length + 2] = work.toString();
        return Run.of(MailHost.ENVIRONMENT, host.arguments(arguments));
    }

    private static List<String> mailbox(MailHost host) {
        return host.pop3.maildrop().messages().stream()
                .map(StoredMessage::content)
                .map(content -> {
                    try {
                        ByteArrayOutputStream octets = new ByteArrayOutputStream();
                        content.writeTo(octets);
                        return octets.toString(ISO_8859_1);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    @Test
    void whatCameBackEqualIsDeleted() throws Exception {
        try (MailHost host = new MailHost(MailHost::withTrace)) {
            Run run = run(host);

            assertThat(run.output()).contains("8 of 8 messages came back, octet for octet.");
            assertThat(run.output()).contains(MailHost.TRACE.length() + " octets: Received");
            assertThat(run.output()).doesNotContain("secret");
            assertThat(run.status()).isZero();
            assertThat(mailbox(host)).isEmpty();
        }
    }

    @Test
    void aMailboxThatIsNotEmptyIsNotUsed() throws Exception {
        try (MailHost host = new MailHost(MailHost::withTrace)) {
            host.pop3.maildrop().add(OF_OTHERS);

            Run run = run(host);

            assertThat(run.output())
                    .contains("The mailbox of ada@example.org@localhost:")
                    .contains("--leave-on-server");
            assertThat(run.status()).isEqualTo(2);
            assertThat(host.smtp.received()).isEmpty();
            assertThat(host.pop3.count("RETR")).isZero();
            assertThat(mailbox(host)).hasSize(1);
        }
    }

    @Test
    void leavingOnTheServerDeletesNothingAndDoesNotReadWhatWasThere() throws Exception {
        try (MailHost host = new MailHost(MailHost::withTrace)) {
            host.pop3.maildrop().add(OF_OTHERS);

            Run run = run(host, "--leave-on-server");

            assertThat(run.output()).contains("8 of 8 messages came back, octet for octet.");
            assertThat(run.status()).isZero();
            assertThat(host.pop3.count("RETR")).isEqualTo(8);
            assertThat(host.pop3.count("DELE")).isZero();
            assertThat(mailbox(host)).hasSize(9);
        }
    }

    @Test
    void aMessageOfOthersThatComesMeanwhileStays() throws Exception {
        AtomicBoolean came = new AtomicBoolean();
        MailHost[] self = new MailHost[1];
        try (MailHost host = self[0] = new MailHost(octets -> {
            if (!came.getAndSet(true)) {
                self[0].pop3.maildrop().add(OF_OTHERS);
            }
            return MailHost.withTrace(octets);
        })) {
            Run run = run(host);

            assertThat(run.output()).contains("8 of 8 messages came back, octet for octet.");
            assertThat(run.status()).isZero();
            assertThat(mailbox(host)).containsExactly(new String(OF_OTHERS, US_ASCII));
            assertThat(work.resolve("received").toFile().list()).hasSize(8);
        }
    }

    @Test
    void whatWasAlteredIsReportedAndStays() throws Exception {
        try (MailHost host = new MailHost(octets -> {
            String text = new String(octets, ISO_8859_1);
            return MailHost.withTrace(text.replace("two  spaces", "two spaces").getBytes(ISO_8859_1));
        })) {
            Run run = run(host);

            assertThat(run.output())
                    .contains("7 of 8 messages came back, octet for octet.")
                    .contains("08-unusual-header.eml came back altered")
                    .contains("sent \" spaces   and a trailing tab\\x09\\r\\nd\"")
                    .contains("received \"spaces   and a trailing tab\\x09\\r\\nda\"");
            assertThat(run.status()).isEqualTo(1);
            assertThat(mailbox(host)).hasSize(1).allMatch(text -> text.contains("<unusual-8@quickstart.example.org>"));
        }
    }

    @Test
    void whatDoesNotComeIsMissing() throws Exception {
        try (MailHost host = new MailHost(
                octets -> new String(octets, ISO_8859_1).contains("<dots-4@") ? null : MailHost.withTrace(octets))) {
            Run run = run(host, "--timeout", "10");

            assertThat(run.output())
                    .contains("Not all came back in 10 s")
                    .contains("04-leading-dots.eml did not come back");
            assertThat(run.status()).isEqualTo(1);
        }
    }

    @Test
    void whatComesTwiceIsReported() throws Exception {
        try (MailHost host = new MailHost(MailHost::withTrace)) {
            MailHost[] self = {host};
            try (MailHost twice = new MailHost(octets -> {
                self[0].pop3.maildrop().add(MailHost.withTrace(octets));
                return MailHost.withTrace(octets);
            })) {
                self[0] = twice;
                Run run = run(twice);

                assertThat(run.output()).contains("came back more than once");
                assertThat(run.status()).isEqualTo(1);
            }
        }
    }

    @Test
    void aWrongPasswordSendsNothing() throws Exception {
        try (MailHost host = new MailHost(MailHost::withTrace)) {
            Run run = Run.of(Map.of("MAIL_PASSWORD", "wr0ng"), host.arguments("messages", "--work", work.toString()));

            assertThat(run.output()).contains("The mailbox cannot be read.").doesNotContain("wr0ng");
            assertThat(run.status()).isEqualTo(2);
            assertThat(host.smtp.received()).isEmpty();
        }
    }

    @Test
    void aClosedPortSendsNothing() throws Exception {
        try (MailHost host = new MailHost(MailHost::withTrace)) {
            host.pop3.close();

            Run run = run(host);

            assertThat(run.output()).contains("The mailbox cannot be read.");
            assertThat(run.status()).isEqualTo(2);
            assertThat(host.smtp.received()).isEmpty();
        }
    }
}
