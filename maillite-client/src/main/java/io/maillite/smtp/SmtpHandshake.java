package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.MailTlsException;
import io.maillite.wire.TlsMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The beginning of a session (RFC 5321 section 3.1 and 3.2): the greeting, who we are, and TLS. */
final class SmtpHandshake {
    private final Dialogue dialogue;
    private final Connection connection;
    private final Protocol protocol;
    private final String helloName;

    SmtpHandshake(Dialogue dialogue, SessionSettings settings) {
        this.dialogue = dialogue;
        this.connection = dialogue.connection();
        this.protocol = settings.protocol();
        this.helloName = Optional.ofNullable(settings.localHostName())
                .orElseGet(() -> HelloName.ofThisHost(connection.localAddress()));
    }

    /** The server's first word. It must be 220: to any other the only answer is to go. */
    static final class Greeting implements SmtpCommand {
        private @Nullable SmtpReply reply;

        @Override
        public String name() {
            return "the connection";
        }

        @Override
        public void write(Connection connection) {}

        @Override
        public void read(Connection connection) throws MailException {
            connection.await("the greeting", null);
            SmtpReply greeting = SmtpReply.read(connection);
            if (greeting.isRefusal()) {
                throw Refusal.of(connection, name(), greeting);
            }
            if (greeting.code() != 220) {
                throw new MailProtocolException(
                        connection.server() + ": the greeting is '" + greeting + "', and not 220");
            }
            reply = greeting;
        }

        @Override
        public @Nullable SmtpReply lastReply() {
            return reply;
        }
    }

    /**
     * Greeted and, where TLS is wanted, under TLS.
     *
     * @return what the server can do
     */
    SmtpCapabilities shake() throws MailException {
        dialogue.call(new Greeting());
        SmtpCapabilities capabilities = hello();
        if (connection.settings().tls() != TlsMode.STARTTLS) {
            return capabilities;
        }
        startTls(capabilities);
        return hello(); // nothing learnt in clear survives (RFC 3207 section 4.2)
    }

    private void startTls(SmtpCapabilities capabilities) throws MailException {
        if (!capabilities.has("STARTTLS")) {
            throw new MailTlsException(
                    connection.server() + ": the server does not offer STARTTLS. Use tls=IMPLICIT (usually port 465) if"
                            + " it has that, or tls=NONE to do without TLS",
                    null);
        }
        SmtpReply reply = dialogue.call(SimpleCommand.of("STARTTLS")).reply();
        if (!reply.isPositive()) {
            MailException refusal = Refusal.of(connection, "STARTTLS", reply);
            throw new MailTlsException(
                    "TLS was refused, and nothing secret was sent. " + refusal.getMessage(), refusal);
        }
        connection.startTls();
    }

    /** {@code EHLO} or {@code LHLO}, and {@code HELO} for servers that know no {@code EHLO}. */
    SmtpCapabilities hello() throws MailException {
        if (protocol == Protocol.LMTP) {
            return capabilities(
                    Refusal.unlessPositive(connection, dialogue.call(SimpleCommand.of("LHLO " + helloName))));
        }
        SimpleCommand ehlo = dialogue.call(SimpleCommand.of("EHLO " + helloName));
        if (!isUnknown(ehlo.reply())) {
            return capabilities(Refusal.unlessPositive(connection, ehlo));
        }
        Refusal.unlessPositive(connection, dialogue.call(SimpleCommand.of("HELO " + helloName)));
        return SmtpCapabilities.NONE;
    }

    /** RFC 5321 section 3.2 and 4.1.4: what an older server says to a command that it does not know. */
    private static boolean isUnknown(SmtpReply reply) {
        return switch (reply.code()) {
            case 500, 502, 504, 550 -> true;
            default -> false;
        };
    }

    private static SmtpCapabilities capabilities(SmtpReply reply) {
        List<String> lines = reply.lines();
        return new SmtpCapabilities(lines.subList(1, lines.size()));
    }

    String helloName() {
        return helloName;
    }
}
