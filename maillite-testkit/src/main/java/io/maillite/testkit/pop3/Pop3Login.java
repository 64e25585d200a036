package io.maillite.testkit.pop3;

import static io.maillite.testkit.pop3.Pop3Session.reply;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.sasl.SaslServer;
import io.maillite.testkit.server.Base64Dialogue;
import io.maillite.testkit.server.Command;
import io.maillite.testkit.server.Transport.Security;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who is it? {@code USER} and {@code PASS}, {@code APOP}, {@code AUTH}; and the capabilities that say which. */
final class Pop3Login {
    private final Pop3Settings settings;
    private final SaslServer sasl;
    private final String timestamp = "<" + System.nanoTime() + ".1@localhost>";
    private @Nullable String user;

    Pop3Login(Pop3Settings settings) {
        this.settings = settings;
        this.sasl = new SaslServer(settings.accounts(), settings.mechanisms());
    }

    String greeting() {
        return settings.apop() ? settings.greeting() + " " + timestamp : settings.greeting();
    }

    /** After TLS nothing holds that was said before. */
    void forget() {
        user = null;
    }

    /** Takes one of the commands; whether somebody is logged in now. If not, that is answered. */
    boolean take(Command command, PeerConnection connection) throws IOException {
        return switch (command.verb()) {
            case "USER" -> user(command, connection);
            case "PASS" -> pass(command, connection);
            case "APOP" -> apop(command, connection);
            default -> auth(command, connection);
        };
    }

    private boolean user(Command command, PeerConnection connection) throws IOException {
        if (settings.userPass()) {
            user = command.arguments();
            reply(connection, "+OK");
        } else {
            reply(connection, "-ERR unknown command");
        }
        return false;
    }

    private boolean pass(Command command, PeerConnection connection) throws IOException {
        String name = user;
        user = null;
        if (name == null) {
            reply(connection, "-ERR USER first");
            return false;
        }
        return checked(command.arguments().equals(settings.accounts().password(name)), connection);
    }

    private boolean apop(Command command, PeerConnection connection) throws IOException {
        if (!settings.apop() || command.words().size() != 2) {
            reply(connection, "-ERR unknown command");
            return false;
        }
        String password = settings.accounts().password(command.words().get(0));
        return checked(
                password != null
                        && SaslServer.apopDigest(timestamp, password)
                                .equals(command.words().get(1)),
                connection);
    }

    /** RFC 5034. */
    private boolean auth(Command command, PeerConnection connection) throws IOException {
        List<String> words = command.words();
        if (words.isEmpty()) {
            reply(connection, "+OK mechanisms follow");
            for (String mechanism : offered(connection)) {
                reply(connection, mechanism);
            }
            reply(connection, ".");
            return false;
        }
        String mechanism = words.get(0).toUpperCase(Locale.ROOT);
        if (!sasl.knows(mechanism) || (words.size() > 1 && !settings.initialResponses())) {
            reply(connection, "-ERR no such authentication");
            return false;
        }
        String initial = words.size() > 1 ? words.get(1) : null;
        Base64Dialogue dialogue;
        try {
            dialogue = new Base64Dialogue(connection, settings.transport().tls(), "+ ", initial);
        } catch (IllegalArgumentException noBase64) {
            reply(connection, "-ERR that is no Base64");
            return false;
        }
        return checked(sasl.login(mechanism, dialogue) != null, connection);
    }

    private static boolean checked(boolean right, PeerConnection connection) throws IOException {
        if (!right) {
            reply(connection, "-ERR [AUTH] wrong credentials");
        }
        return right;
    }

    /** What {@code CAPA} says. */
    List<String> capabilities(PeerConnection connection, boolean loggedIn) {
        List<String> said = loggedIn && settings.capabilitiesAfterLogin() != null
                ? settings.capabilitiesAfterLogin()
                : settings.capabilities();
        if (said != null) {
            return said;
        }
        List<String> lines = new ArrayList<>();
        add(lines, settings.top(), "TOP");
        add(lines, settings.uidl(), "UIDL");
        add(lines, settings.userPass(), "USER");
        add(lines, settings.pipelining(), "PIPELINING");
        List<String> mechanisms = offered(connection);
        add(lines, !mechanisms.isEmpty(), "SASL " + String.join(" ", mechanisms));
        add(lines, settings.transport().security() == Security.STARTTLS && connection.tls() == null, "STLS");
        lines.addAll(List.of("RESP-CODES", "AUTH-RESP-CODE", "UTF8", "LANG", "EXPIRE NEVER", "IMPLEMENTATION testkit"));
        return lines;
    }

    private List<String> offered(PeerConnection connection) {
        boolean secure = connection.tls() != null;
        return settings.offeredMechanisms().stream()
                .filter(mechanism -> secure || !(mechanism.endsWith("-PLUS") || mechanism.equals("EXTERNAL")))
                .toList();
    }

    private static void add(List<String> lines, boolean really, String line) {
        if (really) {
            lines.add(line);
        }
    }
}
