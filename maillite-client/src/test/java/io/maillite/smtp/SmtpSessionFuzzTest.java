package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.testkit.evidence.Replays;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.Failures;
import io.maillite.wire.FuzzedServer;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/**
 * A whole session with a server made of octets (see {@link FuzzedServer}): the first octet names the mechanism (or
 * none), the second is a set of switches, the rest is what the server says.
 */
class SmtpSessionFuzzTest {
    private static final Replays REPLAYS = Replays.of("smtp-session");
    private static final MessageSource MESSAGE =
            MessageSource.of("Subject: mail\r\n\r\n.\r\nThis is mail.\r\n".getBytes(StandardCharsets.US_ASCII));

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void anySessionEndsWellOrInAMailException(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            if (input.length < 2) {
                return;
            }
            try {
                run(input);
            } catch (MailException e) {
                Failures.check(e);
            }
        });
    }

    private static SessionSettings settings(int switches) {
        return new SessionSettings(
                (switches & 1) == 0 ? Protocol.SMTP : Protocol.LMTP,
                "client.example.org",
                (switches & 2) == 0 ? ExtensionUse.AUTO : ExtensionUse.OFF,
                (switches & 4) == 0 ? ExtensionUse.AUTO : ExtensionUse.OFF,
                (switches & 32) == 0,
                Duration.ofMinutes(10),
                LineEndings.NORMALIZE,
                EightBit.REJECT,
                (switches & 9) == 8);
    }

    private static void run(byte[] input) throws MailException {
        int switches = input[1];
        ConnectionSettings connection = ConnectionSettings.to("mail.example.org")
                .withPort(25)
                .withTls((switches & 16) == 0 ? TlsMode.NONE : TlsMode.STARTTLS);
        try (SmtpSession session = SmtpSession.greet(FuzzedServer.connect(input, 2, connection), settings(switches))) {
            int mechanism = (input[0] & 0xff) % (AuthMechanism.values().length + 1);
            if (mechanism < AuthMechanism.values().length) {
                AuthMechanism named = AuthMechanism.values()[mechanism];
                session.login(new Authentication(credentials(named), named));
            }
            check(session.send(new MailObject(
                    Envelope.of("from@example.org", "a@example.org", "b@example.org", "c@example.com"), MESSAGE)));
            List<SendResult> results = new ArrayList<>();
            session.send(
                    List.of(
                                    new MailObject(Envelope.of(Envelope.NULL_SENDER, "a@example.org"), MESSAGE),
                                    new MailObject(Envelope.of("from@example.org", "b@example.org"), MESSAGE))
                            .iterator(),
                    results::add);
            results.forEach(SmtpSessionFuzzTest::check);
            session.isUsable();
            session.noop();
            session.rset();
            session.quit();
        }
    }

    private static Credentials credentials(AuthMechanism mechanism) {
        return switch (mechanism) {
            case OAUTHBEARER, XOAUTH2 -> Credentials.token("user", () -> "the-token");
            case EXTERNAL -> Credentials.external("user");
            default -> Credentials.password("user", "pencil");
        };
    }

    /** Every recipient is in exactly one place, and what is not delivered is a failure that can be shown. */
    private static void check(SendResult result) {
        RecipientResults recipients = result.recipients();
        int all = recipients.accepted().size()
                + recipients.refused().size()
                + recipients.inDoubt().size()
                + recipients.notSent().size();
        assertThat(all).isEqualTo(recipients.asList().size());
        assertThat(recipients.asList()).isNotEmpty();
        try {
            result.orThrow();
            assertThat(recipients.accepted()).isNotEmpty();
            assertThat(recipients.inDoubt()).isEmpty();
        } catch (MailException e) {
            Failures.check(e);
        }
    }
}
