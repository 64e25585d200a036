package io.maillite.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.wire.TlsMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --larg 25                                   | There is no option --larg
                    --large                                     | --large needs a value
                    --large much                                | --large is a number from 0 to 2047, not much
                    --large -1                                  | --large is a number from 0 to 2047, not -1
                    --timeout 0                                 | --timeout is a number from 1 to 86400, not 0
                    nowhere                                     | There is no folder nowhere
                    messages src                                | One folder, not two: messages and src
                    messages --work src                         | --work src is not an empty folder
                    messages --work pom.xml                     | --work pom.xml is not an empty folder
                    messages --pop3-host a                      | --pop3-host needs --smtp-host
                    messages --leave-on-server                  | --leave-on-server needs --smtp-host
                    messages --smtp-host a                      | --username is missing
                    messages --smtp-host a --username u         | u is not an address: --from and --to are needed
                    messages --smtp-host a --username u@a       | --password-env is missing
                    messages --smtp-host a --username u@a --password-env NONE   | The environment variable NONE is not set
                    messages --smtp-host a --username u@a --smtp-tls maybe      | --smtp-tls is one of [IMPLICIT, STARTTLS, NONE]
                    messages --smtp-host a --username u@a --password-env PASSWORD --smtp-port 65536 | --smtp-port is a number
                    """)
    void whatIsWrongIsSaidWithTheUsage(String arguments, String problem) {
        Run run = Run.of(Map.of("PASSWORD", "secret"), arguments.strip().split(" +"));

        assertThat(run.output()).startsWith(problem).contains("Usage: run").doesNotContain("secret");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void helpIsNoError() {
        Run run = Run.of(Map.of(), "--help");

        assertThat(run.output()).startsWith("Usage: run [options] [folder]");
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"IMPLICIT, 465, 995", "STARTTLS, 587, 110", "none, 25, 110"})
    void portsFollowFromTls(String tls, int smtpPort, int pop3Port) throws Exception {
        String[] arguments = {
            "messages",
            "--smtp-host",
            "mail.example.org",
            "--smtp-tls",
            tls,
            "--pop3-tls",
            tls,
            "--username",
            "ada@example.org",
            "--password-env",
            "PASSWORD"
        };

        Account account = Objects.requireNonNull(
                CommandLine.parse(arguments, Map.of("PASSWORD", "secret")).account());

        assertThat(account.smtp().port()).isEqualTo(smtpPort);
        assertThat(account.pop3().port()).isEqualTo(pop3Port);
        assertThat(account.pop3().host()).isEqualTo("mail.example.org");
        assertThat(account.to()).isEqualTo("ada@example.org");
        assertThat(account.password()).isEqualTo("secret");
        assertThat(account.toString()).doesNotContain("secret");
    }

    @Test
    void tlsIsImplicitUnlessSaidOtherwise() throws Exception {
        String[] arguments = {
            "messages",
            "--smtp-host",
            "smtp.example.org",
            "--pop3-host",
            "pop.example.org",
            "--username",
            "ada",
            "--from",
            "ada@example.org",
            "--to",
            "test@example.org",
            "--password-env",
            "PASSWORD"
        };

        Account account = Objects.requireNonNull(
                CommandLine.parse(arguments, Map.of("PASSWORD", "secret")).account());

        assertThat(account.smtp().tls()).isEqualTo(TlsMode.IMPLICIT);
        assertThat(account.mailbox()).isEqualTo("ada@pop.example.org:995");
        assertThat(account.leaveOnServer()).isFalse();
    }

    @Test
    void anEmptyFolderMayBeWorkedIn(@TempDir Path empty) throws Exception {
        Settings settings = CommandLine.parse(new String[] {"messages", "--work", empty.toString()}, Map.of());

        assertThat(settings.work()).isEqualTo(empty);
        assertThat(Files.list(empty)).isEmpty();
    }
}
