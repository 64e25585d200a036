package io.maillite.testkit.pop3;

import io.maillite.testkit.net.DotStuffing;
import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.server.Command;
import io.maillite.testkit.server.MailServer;
import io.maillite.testkit.server.Transport.Security;
import io.maillite.testkit.tls.ServerTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** One session: the AUTHORIZATION, TRANSACTION and UPDATE states of RFC 1939. */
final class Pop3Session implements MailServer.Session {
    private final Pop3Settings settings;
    private final Maildrop maildrop;
    private final Runnable onLogin;
    private final Runnable onCommit;
    private final Pop3Login login;

    private boolean transaction;
    private boolean locked;
    private List<StoredMessage> messages = List.of();
    /** Numbers of the messages marked as deleted. */
    private final BitSet marked = new BitSet();

    Pop3Session(Pop3Settings settings, Maildrop maildrop, Runnable onLogin, Runnable onCommit) {
        this.settings = settings;
        this.maildrop = maildrop;
        this.onLogin = onLogin;
        this.onCommit = onCommit;
        this.login = new Pop3Login(settings);
    }

    @Override
    public void greet(PeerConnection connection) throws IOException {
        reply(connection, login.greeting());
    }

    @Override
    public boolean execute(Command command, PeerConnection connection) throws IOException {
        return switch (command.verb()) {
            case "CAPA" -> capa(connection);
            case "QUIT" -> quit(connection);
            case "LANG" -> lang(command, connection);
            default -> transaction ? transact(command, connection) : authorize(command, connection);
        };
    }

    @Override
    public void ended() {
        if (locked) {
            locked = false;
            maildrop.unlock();
        }
    }

    // AUTHORIZATION

    private boolean authorize(Command command, PeerConnection connection) throws IOException {
        switch (command.verb()) {
            case "STLS" -> {
                return stls(connection);
            }
            case "UTF8" -> reply(connection, "+OK UTF8 enabled");
            case "AUTH", "USER", "PASS", "APOP" -> {
                if (login.take(command, connection)) {
                    open(connection);
                }
            }
            default -> reply(connection, "-ERR unknown command, or log in first");
        }
        return true;
    }

    private boolean stls(PeerConnection connection) throws IOException {
        ServerTls tls = settings.transport().tls();
        if (settings.transport().security() != Security.STARTTLS || tls == null || connection.tls() != null) {
            reply(connection, "-ERR no TLS here");
            return true;
        }
        if (connection.unused() > 0) {
            // What came behind STLS would be taken for something that came under TLS.
            reply(connection, "-ERR nothing may follow STLS");
            return false;
        }
        reply(connection, "+OK begin");
        connection.startTls(tls);
        login.forget();
        return true;
    }

    private void open(PeerConnection connection) throws IOException {
        if (settings.exclusive()) {
            if (!maildrop.lock()) {
                reply(connection, "-ERR [IN-USE] another session has the maildrop");
                return;
            }
            locked = true;
        }
        List<StoredMessage> all = maildrop.messages();
        messages = all.subList(0, Math.min(all.size(), settings.listsAtMost()));
        transaction = true;
        onLogin.run();
        reply(connection, "+OK logged in");
    }

    // TRANSACTION

    private boolean transact(Command command, PeerConnection connection) throws IOException {
        switch (command.verb()) {
            case "STAT" -> reply(connection, "+OK " + (messages.size() - marked.cardinality()) + " " + octets());
            case "LIST" -> list(command, connection);
            case "UIDL" -> uidl(command, connection);
            case "RETR" -> retr(command, connection);
            case "TOP" -> top(command, connection);
            case "DELE" -> {
                int number = number(command, connection);
                if (number > 0) {
                    marked.set(number);
                    reply(connection, "+OK marked");
                }
            }
            case "RSET" -> {
                marked.clear();
                reply(connection, "+OK nothing is marked");
            }
            case "NOOP" -> reply(connection, "+OK");
            default -> reply(connection, "-ERR unknown command");
        }
        return true;
    }

    private long octets() {
        long sum = 0;
        for (int number = 1; number <= messages.size(); number++) {
            sum += marked.get(number) ? 0 : message(number).content().size();
        }
        return sum;
    }

    private void list(Command command, PeerConnection connection) throws IOException {
        if (!command.words().isEmpty()) {
            int number = number(command, connection);
            if (number > 0) {
                reply(connection, "+OK " + number + " " + settings.sizeText().apply(message(number)));
            }
            return;
        }
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= messages.size(); number++) {
            if (!marked.get(number)) {
                lines.add(number + " " + settings.sizeText().apply(message(number)));
            }
        }
        listing(connection, "+OK scan listing follows", settings.listing().apply("LIST", lines));
    }

    private void uidl(Command command, PeerConnection connection) throws IOException {
        if (!settings.uidl()) {
            reply(connection, "-ERR unknown command");
            return;
        }
        if (!command.words().isEmpty()) {
            int number = number(command, connection);
            if (number > 0) {
                reply(connection, "+OK " + number + " " + message(number).uniqueId());
            }
            return;
        }
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= messages.size(); number++) {
            if (!marked.get(number)) {
                lines.add(number + " " + message(number).uniqueId());
            }
        }
        listing(connection, "+OK unique-id listing follows", settings.listing().apply("UIDL", lines));
    }

    private void retr(Command command, PeerConnection connection) throws IOException {
        int number = number(command, connection);
        if (number > 0) {
            reply(connection, "+OK message follows");
            DotStuffing stuffing = new DotStuffing(connection.output());
            message(number).content().writeTo(stuffing);
            stuffing.finish();
        }
    }

    private void top(Command command, PeerConnection connection) throws IOException {
        if (!settings.top() || command.words().size() != 2) {
            reply(connection, "-ERR unknown command");
            return;
        }
        int number = number(command, connection);
        if (number > 0) {
            reply(connection, "+OK top of message follows");
            DotStuffing stuffing = new DotStuffing(connection.output());
            message(number)
                    .content()
                    .writeTo(new TopOfMessage(
                            stuffing, Integer.parseInt(command.words().get(1))));
            stuffing.finish();
        }
    }

    private StoredMessage message(int number) {
        return messages.get(number - 1);
    }

    /** The message number of a command; 0 if there is no such message, which is answered then. */
    private int number(Command command, PeerConnection connection) throws IOException {
        List<String> words = command.words();
        if (!words.isEmpty() && words.get(0).matches("\\d{1,9}")) {
            int number = Integer.parseInt(words.get(0));
            if (number >= 1 && number <= messages.size() && !marked.get(number)) {
                return number;
            }
        }
        reply(connection, "-ERR no such message");
        return 0;
    }

    // UPDATE, and what goes in any state

    private boolean quit(PeerConnection connection) throws IOException {
        if (!transaction) {
            reply(connection, "+OK bye");
            return false;
        }
        List<StoredMessage> gone = new ArrayList<>();
        marked.stream().forEach(number -> gone.add(message(number)));
        boolean all = !gone.removeIf(settings.undeletable());
        if (!settings.keepsDeleted()) {
            maildrop.removeAll(gone);
        }
        // Before the answer: who has read it may log in again at once.
        ended();
        if (all) {
            onCommit.run();
        }
        reply(connection, all ? "+OK bye" : "-ERR some deleted messages not removed");
        return false;
    }

    private boolean capa(PeerConnection connection) throws IOException {
        if (settings.capa()) {
            listing(connection, "+OK capabilities follow", login.capabilities(connection, transaction));
        } else {
            reply(connection, "-ERR unknown command");
        }
        return true;
    }

    private static boolean lang(Command command, PeerConnection connection) throws IOException {
        if (command.words().isEmpty()) {
            listing(connection, "+OK languages follow", List.of("en English", "eo Esperanto", "i-default Default"));
        } else {
            String tag = command.words().get(0).toLowerCase(Locale.ROOT);
            boolean known = List.of("en", "eo", "i-default", "*").contains(tag);
            reply(
                    connection,
                    known ? "+OK " + (tag.equals("*") ? "i-default" : tag) + " it is" : "-ERR no such language");
        }
        return true;
    }

    private static void listing(PeerConnection connection, String first, List<String> lines) throws IOException {
        reply(connection, first);
        for (String line : lines) {
            reply(connection, line);
        }
        reply(connection, ".");
    }

    static void reply(PeerConnection connection, String line) throws IOException {
        connection.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
