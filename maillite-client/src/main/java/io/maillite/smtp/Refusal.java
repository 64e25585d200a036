package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.ServerText;

/** Puts a refused command in the user's words. */
final class Refusal {
    private Refusal() {}

    /** The reply to a command that was answered 2yz or 3yz. */
    static SmtpReply unlessPositive(Connection connection, SimpleCommand command) throws MailException {
        SmtpReply reply = command.reply();
        if (reply.isRefusal()) {
            throw of(connection, command.name(), reply);
        }
        return reply;
    }

    static MailException of(Connection connection, String command, SmtpReply reply) {
        return of(text(connection.server().toString(), command, reply), reply, RecipientResults.NONE);
    }

    /** A 4yz or 5yz. */
    static MailException of(String text, SmtpReply reply, RecipientResults recipients) {
        return reply.isTransient()
                ? new SmtpTransientException(text, reply, recipients, null)
                : new SmtpPermanentException(text, reply, recipients, null);
    }

    static String text(String server, String command, SmtpReply reply) {
        return server + ": " + ServerText.printable(command) + " was answered '" + reply + "'" + advice(reply);
    }

    private static String advice(SmtpReply reply) {
        return switch (reply.code()) {
            case SmtpReply.CLOSING -> ". The server ends the session: try again later";
            case SmtpReply.TLS_FIRST ->
                ". The server wants TLS first: use tls=STARTTLS, or tls=IMPLICIT where the port is one for it";
            case 530 -> ". The server wants a login, or TLS, first";
            default -> "";
        };
    }
}
