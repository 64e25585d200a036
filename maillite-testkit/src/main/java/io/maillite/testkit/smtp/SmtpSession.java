package io.maillite.testkit.smtp;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.server.Command;
import io.maillite.testkit.server.Faults;
import io.maillite.testkit.server.MailServer;
import io.maillite.testkit.server.Transport.Security;
import io.maillite.testkit.tls.ServerTls;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session of SMTP or LMTP: the greeting, EHLO, TLS, the login; mail is the {@link SmtpTransaction}'s. */
final class SmtpSession implements MailServer.Session {
    private final SinkSettings settings;
    private final SmtpReplies replies;
    private final SmtpLogin login;
    private final SmtpTransaction transaction;
    private final int number;
    private boolean greeted;

    SmtpSession(SinkSettings settings, Faults faults, int number, Consumer<Received> store) {
        this.settings = settings;
        this.number = number;
        this.replies = new SmtpReplies(settings);
        this.login = new SmtpLogin(settings, replies);
        this.transaction = new SmtpTransaction(settings, replies, faults, store);
    }

    @Override
    public void greet(PeerConnection connection) throws IOException {
        replies.raw(connection, settings.greeting());
    }

    @Override
    public void idle(PeerConnection connection) throws IOException {
        replies.reply(connection, 421, "4.4.2", "nothing came for too long");
    }

    @Override
    public void arrived(Command command, PeerConnection connection) throws IOException {
        if (command.verb().equals("BDAT")) {
            transaction.readChunk(command, connection);
        }
    }

    @Override
    public boolean execute(Command command, PeerConnection connection) throws IOException, InterruptedException {
        switch (command.verb()) {
            case "EHLO", "HELO", "LHLO" -> hello(command, connection);
            case "STARTTLS" -> {
                return startTls(connection);
            }
            case "AUTH" -> auth(command, connection);
            case "MAIL", "RCPT", "DATA", "BDAT" -> {
                return mail(command, connection);
            }
            case "RSET" -> {
                transaction.reset();
                replies.reply(connection, 250, "2.0.0", "reset");
            }
            case "NOOP" -> replies.reply(connection, 250, "2.0.0", "ok");
            case "VRFY" -> replies.reply(connection, 252, "2.5.0", "try it");
            case "QUIT" -> {
                replies.reply(connection, 221, "2.0.0", "bye");
                return false;
            }
            default -> {
                if (!transaction.swallowsLineFeed(command)) {
                    replies.reply(connection, 500, "5.5.1", "unknown command");
                }
            }
        }
        return true;
    }

    private void hello(Command command, PeerConnection connection) throws IOException {
        boolean extended = !command.verb().equals("HELO");
        boolean known = settings.lmtp() == command.verb().equals("LHLO") && (settings.ehlo() || !extended);
        if (!known) {
            replies.reply(connection, 500, "5.5.1", "unknown command");
        } else if (command.words().isEmpty()) {
            replies.reply(connection, 501, "5.5.4", "who?");
        } else {
            transaction.reset();
            greeted = true;
            replies.greeted(extended);
            replies.hello(connection, login.offered(connection));
        }
    }

    private boolean startTls(PeerConnection connection) throws IOException {
        ServerTls tls = settings.transport().tls();
        if (settings.transport().security() != Security.STARTTLS || tls == null || connection.tls() != null) {
            replies.reply(connection, 503, "5.5.1", "no TLS here");
            return true;
        }
        if (connection.unused() > 0) {
            // What came behind STARTTLS would be taken for something that came under TLS.
            replies.reply(connection, 501, "5.5.2", "nothing may follow STARTTLS");
            return false;
        }
        replies.reply(connection, 220, "2.0.0", "begin");
        connection.startTls(tls);
        transaction.reset();
        greeted = false;
        replies.greeted(false);
        return true;
    }

    private void auth(Command command, PeerConnection connection) throws IOException {
        if (!greeted || transaction.isOpen()) {
            replies.reply(connection, 503, "5.5.1", "not now");
        } else {
            login.take(command, connection);
        }
    }

    private boolean mail(Command command, PeerConnection connection) throws IOException, InterruptedException {
        if (!greeted) {
            replies.reply(connection, 503, "5.5.1", "who are you?");
            return true;
        }
        if (settings.requiresLogin() && login.username() == null) {
            replies.reply(connection, 530, "5.7.0", "log in first");
            return true;
        }
        return transaction.execute(command, connection, new Origin(number, connection.tls() != null, login.username()));
    }

    /** Where a message comes from. */
    record Origin(int connection, boolean secure, @Nullable String username) {}
}
