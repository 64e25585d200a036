package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.testkit.evidence.Replays;
import io.maillite.wire.Connection;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.Failures;
import io.maillite.wire.FuzzedServer;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import org.junit.jupiter.api.AfterAll;

/** Replies, their enhanced status codes, and what {@code EHLO} may be answered. */
class SmtpRepliesFuzzTest {
    private static final Replays REPLAYS = Replays.of("smtp-replies");
    private static final ConnectionSettings SETTINGS =
            ConnectionSettings.to("mail.example.org").withPort(25).withTls(TlsMode.NONE);

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void anyReplyIsReadOrRefused(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            try (Connection connection = FuzzedServer.connect(input, 0, SETTINGS)) {
                while (true) {
                    SmtpReply reply = SmtpReply.read(connection);
                    assertThat(reply.code()).isBetween(200, 599);
                    reply.enhancedStatus()
                            .ifPresent(status -> assertThat(status.kind()).isEqualTo(reply.code() / 100));
                    if (!reply.text().isEmpty()) {
                        Failures.check(new MailException(reply.toString(), null));
                    }
                    capabilities(new SmtpCapabilities(reply.lines()));
                }
            } catch (MailException e) {
                Failures.check(e);
            }
        });
    }

    private static void capabilities(SmtpCapabilities capabilities) {
        capabilities.saslMechanisms();
        capabilities.maxSize().ifPresent(size -> assertThat(size).isPositive());
        capabilities.maxRecipients().ifPresent(most -> assertThat(most).isPositive());
        capabilities.maxTransactions().ifPresent(most -> assertThat(most).isPositive());
        capabilities.maxRecipientDomains().ifPresent(most -> assertThat(most).isPositive());
    }
}
