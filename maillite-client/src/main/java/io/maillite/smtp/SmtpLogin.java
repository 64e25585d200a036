package io.maillite.smtp;

import io.maillite.sasl.AuthCommand;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.ChannelBinding;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.TlsMode;
import java.util.List;

/** {@code AUTH} (RFC 4954). */
final class SmtpLogin {
    private static final AuthCommand.Framing<RawReply> FRAMING = new AuthCommand.Framing<>() {
        @Override
        public RawReply read(Connection connection) throws MailException {
            return RawReply.read(connection, AuthCommand.MAX_LINE);
        }

        @Override
        public AuthCommand.Meaning meaning(RawReply reply) {
            return switch (reply.code() / 100) {
                case 2 -> AuthCommand.Meaning.SUCCESS;
                case 3 -> AuthCommand.Meaning.CHALLENGE;
                default -> AuthCommand.Meaning.REFUSED;
            };
        }

        @Override
        public String text(RawReply reply) {
            return String.join("", reply.lines());
        }

        @Override
        public int maxCommandLine() {
            return 512; // RFC 5321 section 4.5.3.1.4, which RFC 4954 section 4 leaves in force
        }
    };

    private final Dialogue dialogue;
    private final Connection connection;
    private final SmtpCapabilities capabilities;

    SmtpLogin(Dialogue dialogue, SmtpCapabilities capabilities) {
        this.dialogue = dialogue;
        this.connection = dialogue.connection();
        this.capabilities = capabilities;
    }

    void login(Authentication authentication) throws MailException {
        if (connection.tlsSession().isEmpty() && connection.settings().tls() != TlsMode.NONE) {
            throw new MailProtocolException(connection.server() + ": not under TLS: no credentials were sent");
        }
        List<AuthMechanism> candidates = authentication.candidates(
                capabilities.saslMechanisms(),
                ChannelBinding.of(connection).isPresent(),
                connection.server().toString());
        for (AuthMechanism mechanism : candidates) {
            boolean isLast = mechanism == candidates.get(candidates.size() - 1);
            AuthCommand<RawReply> auth = auth(mechanism, authentication.credentials());
            SmtpReply reply = reply(auth);
            if (reply.isPositive()) {
                return;
            }
            if (isLast || !isUnusable(reply)) {
                throw refused(auth, reply);
            }
        }
    }

    private AuthCommand<RawReply> auth(AuthMechanism mechanism, Credentials who) throws MailException {
        AuthCommand<RawReply> auth = exchange(mechanism, who, true);
        SmtpReply reply = reply(auth);
        if (mechanism == AuthMechanism.XOAUTH2 && !auth.wasChallenged() && isMalformed(reply)) {
            return exchange(mechanism, who, false); // Exchange takes the form of two lines only
        }
        return auth;
    }

    private AuthCommand<RawReply> exchange(AuthMechanism mechanism, Credentials who, boolean initialResponse)
            throws MailException {
        return dialogue.call(
                AuthCommand.of(mechanism, who, capabilities.saslMechanisms(), connection, FRAMING, initialResponse));
    }

    private SmtpReply reply(AuthCommand<RawReply> auth) {
        return auth.reply().orElseThrow().printable(connection);
    }

    /** The server says that it is the mechanism itself that cannot be used (RFC 4954 section 4 and 6). */
    private static boolean isUnusable(SmtpReply reply) {
        return reply.code() == 504 || reply.code() == 534;
    }

    /** The server does not understand the command in this form. */
    private static boolean isMalformed(SmtpReply reply) {
        return reply.code() == 500 || reply.code() == 501;
    }

    private MailException refused(AuthCommand<RawReply> auth, SmtpReply reply) {
        MailException refusal = Refusal.of(connection, auth.name(), reply);
        if (reply.isTransient()) {
            return refusal; // the server could not find out whether we may
        }
        String advice = reply.code() == SmtpReply.TLS_FIRST ? "" : ". " + auth.advice("send by SMTP");
        return new MailAuthenticationException(
                "The login was refused: " + refusal.getMessage() + advice, reply.toString(), refusal);
    }
}
