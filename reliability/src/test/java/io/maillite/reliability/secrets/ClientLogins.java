package io.maillite.reliability.secrets;

import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.sasl.Authentication;
import io.maillite.smtp.MessageSource;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.TlsMode;
import io.maillite.wire.Trace;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A login by the client alone, and a session as far as it goes. */
final class ClientLogins {
    private final Search search;

    ClientLogins(Search search) {
        this.search = search;
    }

    static ConnectionSettings settings(int port) {
        return ConnectionSettings.to("localhost")
                .withPort(port)
                .withTls(TlsMode.IMPLICIT)
                .withSslContext(Tls.CLIENT)
                .withReadTimeout(Duration.ofMinutes(1))
                .withTraceLevel(Trace.CONTENT);
    }

    /** What went wrong, or null. */
    @Nullable
    Exception tryOut(Dialect dialect, ConnectionSettings settings, Authentication authentication) {
        search.inObject("toString", settings);
        search.inObject("toString", authentication);
        search.inObject("toString", authentication.credentials());
        search.inObject("toString", authentication.credentials().forOneLogin());
        try {
            if (dialect == Dialect.POP3) {
                receive(settings, authentication);
            } else {
                send(settings, authentication);
            }
            return null;
        } catch (Exception e) {
            search.inException(e);
            return e;
        }
    }

    private void receive(ConnectionSettings settings, Authentication authentication) throws Exception {
        Pop3Client client = Pop3Client.of(settings).authentication(authentication);
        search.inObject("toString", client);
        try (Pop3Session session = client.open()) {
            search.inObject("toString", session);
            search.inObject("toString", session.capabilities());
            search.in("toString", session.stat());
            search.in("toString", session.uidl());
            session.retr(1, OutputStream.nullOutputStream());
            session.quit();
        }
    }

    private void send(ConnectionSettings settings, Authentication authentication) throws Exception {
        SmtpClient client = SmtpClient.of(settings).authentication(authentication);
        search.inObject("toString", client);
        try (SmtpSession session = client.open()) {
            search.inObject("toString", session);
            search.in("toString", session.capabilities());
            search.in(
                    "toString",
                    session.sendmail(
                            "jane@example.org",
                            List.of("joe@example.net"),
                            MessageSource.of("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII))));
            session.quit();
        }
    }
}
