package io.maillite.pop3;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What README.md shows, as it is compiled and run. */
final class Pop3Example {
    private static final Logger log = LoggerFactory.getLogger(Pop3Example.class);

    private Pop3Example() {}

    static void drain(Pop3Client client, Path folder) throws IOException {
        try (Pop3Session maildrop = client.open()) {
            for (UniqueIdListing message : maildrop.uidl()) {
                try (OutputStream file = Files.newOutputStream(folder.resolve(message.number() + ".eml"))) {
                    maildrop.retr(message.number(), file); // the message, octet for octet
                }
                maildrop.dele(message.number());
            }
            maildrop.quit(); // commits; leaving without it rolls back
        }
    }

    static Pop3Client password(String user, String password) {
        return Pop3Client.of("mail.example.org") // implicit TLS on port 995
                .credentials(user, password);
    }

    static Pop3Client token(String user, Supplier<String> freshToken) {
        return Pop3Client.of("mail.example.org")
                .tls(TlsMode.STARTTLS) // STLS on port 110, or it fails
                .connection(settings -> settings.withReadTimeout(Duration.ofSeconds(20)))
                .authentication(new Authentication(Credentials.token(user, freshToken), AuthMechanism.XOAUTH2));
    }

    static void look(Pop3Client client) {
        try (Pop3Session maildrop = client.open()) {
            log.info("{} messages", maildrop.stat().count());
            maildrop.quit();
        } catch (Pop3Exception e) {
            log.warn("busy: {}, {}", e.isBusy(), e.getMessage()); // -ERR, with its response code
        } catch (MailAuthenticationException e) {
            log.error("the login was refused: {}", e.reply());
        } catch (MailConnectionException e) {
            log.warn("no connection, or none any more: {}", e.reason());
        } catch (MailException e) {
            log.error("TLS, or a server that breaks the protocol: {}", e.getMessage());
        }
    }

    static long pipelined(Pop3Session maildrop, List<ScanListing> messages, OutputStream sink) throws IOException {
        long octets = 0;
        Queue<Pop3Command<Retrieved>> inFlight = new ArrayDeque<>();
        for (ScanListing message : messages) {
            while (!inFlight.isEmpty() && !maildrop.mayFollow()) {
                maildrop.receive();
                octets += inFlight.remove().result().octets();
            }
            inFlight.add(maildrop.submit(Pop3Commands.retr(message.number(), sink, 0)));
        }
        while (!inFlight.isEmpty()) {
            maildrop.receive();
            octets += inFlight.remove().result().octets();
        }
        return octets;
    }
}
