package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.maillite.sasl.MailAuthenticationException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that somebody else wrote. */
class SmtpGreenMailTest {
    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        greenMail.start();
        greenMail.setUser("jane@example.org", "jane", "secret");
    }

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    private SmtpClient client(String password) {
        return Mails.client(greenMail.getSmtp().getPort()).credentials("jane", password);
    }

    @Test
    void messagesAreSentOverOneSession() throws Exception {
        String message = "Subject: one\r\n\r\nLine\r\n.dot\r\n..\r\nend\r\n";
        try (SmtpSession session = client("secret").open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(session.sendmail(
                                "from@example.org",
                                List.of("jane@example.org", "joe@example.org"),
                                Mails.text(message.replace("one", "number " + i))))
                        .isEmpty();
            }
            session.quit();
        }
        assertThat(greenMail.waitForIncomingEmail(6)).isTrue();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        greenMail.getReceivedMessages()[2].writeTo(received);
        // trace fields on top, and the last line end taken: GreenMail's own
        assertThat(received.toString(StandardCharsets.US_ASCII))
                .endsWith(message.replace("one", "number 2").stripTrailing());
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> client("wrong").open()).isInstanceOf(MailAuthenticationException.class);
    }
}
