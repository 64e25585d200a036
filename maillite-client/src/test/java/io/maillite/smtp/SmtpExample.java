package io.maillite.smtp;

import io.maillite.sasl.MailAuthenticationException;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What README.md shows, as it is compiled and run. */
final class SmtpExample {
    private static final Logger log = LoggerFactory.getLogger(SmtpExample.class);

    private SmtpExample() {}

    static Map<String, SmtpReply> sendmail(SmtpClient client, Path file) throws MailException {
        try (SmtpSession session = client.open()) {
            Map<String, SmtpReply> refused = session.sendmail(
                    "jane@example.org", List.of("joe@example.net", "ann@example.net"), MessageSource.of(file));
            session.quit();
            return refused; // all others have got it
        }
    }

    static SmtpClient submission(String user, String password) {
        return SmtpClient.of("mail.example.org")
                .tls(TlsMode.STARTTLS) // on port 587, or it fails; without this line implicit TLS on port 465
                .credentials(user, password);
    }

    static Outcome send(SmtpSession session, MessageSource message) {
        Envelope envelope = Envelope.of(Envelope.NULL_SENDER, "joe@example.net", "ann@example.net")
                .withMailParameters(Map.of("RET", "HDRS"))
                .withRecipientParameters(Map.of("NOTIFY", "NEVER"));
        SendResult result = session.send(new MailObject(envelope, message));
        switch (result.outcome()) {
            case DELIVERED -> log.info("accepted: {}", result.reply().orElseThrow());
            case TRANSIENT ->
                log.warn(
                        "again later, to those who have not got it: {}",
                        result.recipients().accepted());
            case PERMANENT -> log.error("refused: {}", result.recipients().refused());
            case IN_DOUBT -> log.error("nobody knows: {}", result.recipients().inDoubt());
            case FAILED -> log.error("the session failed", result.failure().orElseThrow());
        }
        return result.outcome();
    }

    static void failures(SmtpClient client, MessageSource message) {
        try (SmtpSession session = client.open()) {
            session.sendmail("jane@example.org", List.of("joe@example.net"), message);
            session.quit();
        } catch (SmtpTransientException e) {
            log.warn("sending it again cannot double it: {}", e.getMessage());
        } catch (SmtpPermanentException e) {
            log.error("sending it again is no use: {}", e.reply()); // empty, if nothing was sent
        } catch (DeliveryInDoubtException e) {
            log.error("sending it again may double it for {}", e.recipients().inDoubt());
        } catch (MailAuthenticationException e) {
            log.error("the login was refused: {}", e.reply());
        } catch (MailException e) {
            log.error("TLS, or a server that breaks the protocol: {}", e.getMessage());
        }
    }
}
