package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.testkit.log.CapturedLog;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.wire.Trace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpTraceTest {
    private static final String PASSWORD = "correct-horse-battery";

    @ParameterizedTest
    @EnumSource(
            value = AuthMechanism.class,
            names = {"SCRAM_SHA_256", "SCRAM_SHA_1", "PLAIN", "LOGIN", "CRAM_MD5"})
    void showsTheDialogueAndTheContentAndNoCredential(AuthMechanism mechanism) throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                SinkServer server =
                        SinkServer.builder().account("jane", PASSWORD).start()) {
            SmtpClient client = Mails.client(server)
                    .connection(settings -> settings.withTraceLevel(Trace.CONTENT))
                    .authentication(new Authentication(Credentials.password("jane", PASSWORD), mechanism));
            try (SmtpSession session = client.open()) {
                session.send(Mails.mail("a@example.org")).orThrow();
                session.quit();
            }
            String shown = String.join("\n", log.lines("localhost:" + server.port()));
            assertThat(shown)
                    .contains("C: EHLO client.example.org")
                    .contains("C: AUTH " + mechanism.protocolName())
                    .contains("C: MAIL FROM:<from@example.org>")
                    .contains("Subject: x")
                    .doesNotContain(PASSWORD)
                    .doesNotContain(base64(PASSWORD))
                    .doesNotContain(base64("\0jane\0" + PASSWORD));
            boolean sensitive = mechanism != AuthMechanism.PLAIN && mechanism != AuthMechanism.LOGIN;
            assertThat(shown.contains("S: 334 ***")).isEqualTo(sensitive);
            assertThat(shown.contains("S: 334 " + base64("Password:"))).isEqualTo(mechanism == AuthMechanism.LOGIN);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
