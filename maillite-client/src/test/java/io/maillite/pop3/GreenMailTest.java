package io.maillite.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.wire.TlsMode;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that somebody else wrote. */
class GreenMailTest {
    private static final String MESSAGE = "Subject: one\r\nFrom: a@example.org\r\n\r\nLine\r\n.dot\r\n..\r\nend\r\n";

    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3));

    @BeforeEach
    void start() throws Exception {
        greenMail.start();
        GreenMailUser user = greenMail.setUser("user@example.org", "user", "secret");
        for (String subject : new String[] {"one", "two", "three"}) {
            user.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(MESSAGE.replace("one", subject).getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    @Test
    void aMaildropIsListedReadAndEmptied() throws Exception {
        try (Pop3Session maildrop = client().open()) {
            assertThat(maildrop.stat().count()).isEqualTo(3);
            assertThat(maildrop.list()).extracting(ScanListing::number).containsExactly(1, 2, 3);
            assertThat(maildrop.uidl())
                    .extracting(listing -> listing.uniqueId().orElseThrow())
                    .doesNotHaveDuplicates()
                    .hasSize(3);
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            maildrop.retr(1, message);
            assertThat(message.toString(StandardCharsets.US_ASCII)).isEqualTo(MESSAGE);
            message.reset();
            maildrop.top(2, 1, message);
            assertThat(message.toString(StandardCharsets.US_ASCII))
                    .startsWith("Subject: two\r\n")
                    .doesNotContain("dot");
            maildrop.dele(1);
            maildrop.dele(2);
            maildrop.rset();
            maildrop.dele(3);
            maildrop.noop();
            maildrop.quit();
        }
        try (Pop3Session maildrop = client().open()) {
            assertThat(maildrop.stat().count()).isEqualTo(2);
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> client().credentials("user", "wrong").open())
                .isInstanceOf(MailAuthenticationException.class);
    }

    private Pop3Client client() {
        return Pop3Client.of("127.0.0.1")
                .port(greenMail.getPop3().getPort())
                .tls(TlsMode.NONE)
                .credentials("user", "secret");
    }
}
