package io.maillite.reliability.hostile;

import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Session;
import io.maillite.reliability.hostile.Place.Protocol;
import io.maillite.sasl.Authentication;
import io.maillite.smtp.Envelope;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.MessageSource;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.ConnectionSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** All that a client says to a server, in one session; throws what a user would see. */
final class Conversation {
    private static final int MAX_LISTING = 1000;
    private static final int MAX_MESSAGE = 64 * 1024;

    /** More than one chunk. */
    private static final int LARGE = 600 * 1024;

    private Conversation() {}

    static void with(Protocol protocol, ConnectionSettings settings, Authentication authentication) throws IOException {
        if (protocol == Protocol.POP3) {
            pop3(settings, authentication);
        } else {
            smtp(protocol, settings, authentication);
        }
    }

    private static void pop3(ConnectionSettings settings, Authentication authentication) throws IOException {
        Pop3Client client =
                Pop3Client.of(settings).authentication(authentication).quitTimeout(settings.readTimeout());
        try (Pop3Session session = client.open()) {
            List<Pop3Command<?>> commands = List.of(
                    Pop3Commands.stat(),
                    Pop3Commands.uidl(MAX_LISTING, (number, id) -> {}),
                    Pop3Commands.list(MAX_LISTING, (number, size) -> {}),
                    Pop3Commands.retr(1, OutputStream.nullOutputStream(), MAX_MESSAGE),
                    Pop3Commands.top(2, 0, OutputStream.nullOutputStream(), MAX_MESSAGE),
                    Pop3Commands.dele(1));
            for (Pop3Command<?> command : commands) {
                session.submit(command);
            }
            while (session.unanswered() > 0) {
                session.receive();
            }
            for (Pop3Command<?> command : commands) {
                command.result();
            }
            session.noop();
            session.rset();
            session.quit();
        }
        oneByOne(client);
    }

    private static void oneByOne(Pop3Client client) throws IOException {
        try (Pop3Session session = client.open()) {
            session.list(1);
            session.uidl(1);
            session.quit();
        }
    }

    private static void smtp(Protocol protocol, ConnectionSettings settings, Authentication authentication)
            throws IOException {
        SmtpClient client = SmtpClient.of(settings)
                .authentication(authentication)
                .localHostName("client.example.org")
                .dataTimeout(settings.readTimeout())
                .chunking(protocol == Protocol.SMTP_BY_CHUNKS ? ExtensionUse.AUTO : ExtensionUse.OFF)
                .protocol(protocol == Protocol.LMTP ? io.maillite.smtp.Protocol.LMTP : io.maillite.smtp.Protocol.SMTP);
        try (SmtpSession session = client.open()) {
            session.send(new MailObject(
                            Envelope.of("from@example.org", "a@example.org", "b@example.org"),
                            message(protocol == Protocol.SMTP_BY_CHUNKS ? LARGE : 100)))
                    .orThrow();
            if (protocol == Protocol.SMTP) {
                session.noop();
                session.rset();
                session.noop();
            }
            session.quit();
        }
    }

    private static MessageSource message(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) 'x');
        for (int i = 60; i < size - 1; i += 62) {
            body[i] = '\r';
            body[i + 1] = '\n';
        }
        byte[] header = "Subject: mail\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(header, header.length + size);
        System.arraycopy(body, 0, message, header.length, size);
        return MessageSource.of(message);
    }
}
