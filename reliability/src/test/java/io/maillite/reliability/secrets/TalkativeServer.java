package io.maillite.reliability.secrets;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.sasl.SaslDialogue;
import io.maillite.testkit.sasl.SaslServer;
import io.maillite.testkit.server.Base64Dialogue;
import io.maillite.testkit.server.Command;
import io.maillite.testkit.server.Faults;
import io.maillite.testkit.server.MailServer;
import io.maillite.testkit.server.Transport;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server that knows how to log in, and says more of it than it should. What it was told goes into the hoard. */
final class TalkativeServer implements AutoCloseable {
    private final Dialect dialect;
    private final Mechanism mechanism;
    private final String secret;
    private final Outcome outcome;
    private final Hoard hoard;
    private final SaslServer sasl;
    private final Transport transport;
    private final MailServer server;

    TalkativeServer(
            Dialect dialect, Mechanism mechanism, String secret, Outcome outcome, Hoard hoard, Transport transport) {
        this.dialect = dialect;
        this.mechanism = mechanism;
        this.secret = secret;
        this.outcome = outcome;
        this.hoard = hoard;
        this.transport = transport;
        this.sasl = new SaslServer(Accounts.of(Riches.USERNAME, secret, secret), SaslServer.MECHANISMS);
        this.server = new MailServer("talkative server", transport, Session::new, new Faults(), false);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Session implements MailServer.Session {
        private String lastLine = "";
        private int linesOfLogin;
        private boolean loggedIn;

        @Override
        public void greet(PeerConnection connection) throws IOException {
            say(connection, dialect.greeting + "\r\n");
        }

        @Override
        public boolean execute(Command command, PeerConnection connection) throws IOException {
            if (loggedIn && !command.verb().equals("QUIT")) {
                say(connection, (dialect == Dialect.POP3 ? "-ERR " : "550 5.7.1 ") + "no, " + secret + "\r\n");
                return true;
            }
            switch (command.verb()) {
                case "CAPA", "EHLO" -> say(connection, dialect.capabilities(mechanism.offered()));
                case "USER" -> say(connection, "+OK\r\n");
                case "PASS" -> {
                    return took(connection, command.arguments()) && end(connection);
                }
                case "APOP" -> {
                    return took(connection, command.words().get(1)) && end(connection);
                }
                case "AUTH" -> {
                    return auth(command, connection);
                }
                default -> {
                    say(connection, (dialect == Dialect.POP3 ? "+OK" : "221 2.0.0 bye") + "\r\n");
                    return false;
                }
            }
            return true;
        }

        private boolean auth(Command command, PeerConnection connection) throws IOException {
            String initial = command.words().size() > 1 ? command.words().get(1) : null;
            if (initial != null && mechanism.inTwoLines()) {
                say(connection, dialect.unknown() + "not in one line: " + secret + " " + initial + "\r\n");
                return true;
            }
            if (initial != null && !took(connection, initial)) {
                return false;
            }
            Telling dialogue = new Telling(
                    connection, new Base64Dialogue(connection, transport.tls(), dialect.challenge, initial));
            sasl.login(mechanism.name().protocolName(), dialogue);
            return !dialogue.isOver && end(connection);
        }

        /** A line that holds something secret, or is part of a login at least. */
        private boolean took(PeerConnection connection, String line) throws IOException {
            lastLine = line;
            linesOfLogin++;
            Derived.keep(hoard, mechanism.name(), line);
            if (outcome == Outcome.CUT_AFTER_THE_FIRST_LINE && linesOfLogin == 1) {
                connection.end(Ending.RESET);
                return false;
            }
            return true;
        }

        private boolean end(PeerConnection connection) throws IOException {
            byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
            String refusal = dialect.refusal + "wrong credentials: ";
            switch (outcome) {
                case WELCOMED_WITH_THE_SECRET -> {
                    loggedIn = true;
                    say(connection, dialect.welcome + "you are who knows " + secret + "\r\n");
                    return true;
                }
                case REFUSED_WITH_THE_SECRET, CHALLENGED_WITH_IT -> say(connection, refusal + secret + "\r\n");
                case REFUSED_WITH_IT_IN_BASE64 ->
                    say(
                            connection,
                            refusal + base64(secret) + " " + base64("\0jane\0" + secret) + " "
                                    + base64("jane\0" + secret) + "\r\n");
                case REFUSED_WITH_IT_IN_HEX ->
                    say(
                            connection,
                            refusal + HexFormat.of().formatHex(octets) + " "
                                    + HexFormat.of().withUpperCase().formatHex(octets) + "\r\n");
                case REFUSED_WITH_IT_PERCENT_ENCODED -> {
                    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
                    say(connection, refusal + encoded + " " + encoded.replace("+", "%20") + "\r\n");
                }
                case REFUSED_WITH_IT_SPREAD_OUT ->
                    say(
                            connection,
                            refusal
                                    + secret.codePoints()
                                            .mapToObj(Character::toString)
                                            .collect(Collectors.joining("\0\u200b"))
                                    + "\r\n");
                case REFUSED_WITH_OUR_OWN_LINE -> say(connection, refusal + lastLine + "\r\n");
                case REFUSED_FOR_NOW_WITH_IT ->
                    say(connection, dialect.temporary + secret + " could not be checked\r\n");
                case ANSWERED_WITH_IT_IN_NO_FORM -> say(connection, secret + " " + lastLine + " is wrong\r\n");
                case ANSWERED_WITH_IT_WITHOUT_AN_END ->
                    say(connection, refusal + (secret + " ").repeat(16 * 1024 / secret.length()));
                case CUT_WITHIN_THE_SECRET -> {
                    say(connection, refusal + secret.substring(0, secret.length() - 3));
                    connection.flush();
                    connection.end(Ending.DROP);
                    return false;
                }
                case CUT_BEFORE_THE_ANSWER -> {
                    connection.end(Ending.DROP);
                    return false;
                }
                default -> say(connection, refusal + "\r\n");
            }
            return true;
        }

        private void say(PeerConnection connection, String text) throws IOException {
            connection.write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** The dialogue of a mechanism: what the client says is taken down, what the server asks may be its secret. */
        private final class Telling implements SaslDialogue {
            private final PeerConnection connection;
            private final SaslDialogue told;
            private boolean isOver;

            Telling(PeerConnection connection, SaslDialogue told) {
                this.connection = connection;
                this.told = told;
            }

            @Override
            public byte @Nullable [] initialResponse() {
                return told.initialResponse();
            }

            @Override
            public byte @Nullable [] challenge(byte[] challenge) throws IOException {
                Derived.keepChallenge(hoard, mechanism.name(), challenge);
                boolean tells = outcome == Outcome.CHALLENGED_WITH_IT && linesOfLogin > 0;
                byte[] answer =
                        isOver ? null : told.challenge(tells ? SaslServerText.telling(mechanism, secret) : challenge);
                if (answer == null) {
                    return null;
                }
                if (!took(connection, Base64.getEncoder().encodeToString(answer))) {
                    isOver = true;
                    return null;
                }
                return answer;
            }

            @Override
            public byte @Nullable [] channelBinding() {
                return told.channelBinding();
            }

            @Override
            public boolean hasClientCertificate() {
                return told.hasClientCertificate();
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
