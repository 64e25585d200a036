package io.maillite.pop3;

import io.maillite.sasl.AuthCommand;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.ChannelBinding;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.wire.CommandLine;
import io.maillite.wire.CommandQueue;
import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** The AUTHORIZATION state (RFC 1939 section 4): which way to log in, and each of the ways. */
final class Pop3Login {
    /** The framing of SASL in POP3 (RFC 5034 section 4). */
    private static final AuthCommand.Framing<Pop3Reply> FRAMING = new AuthCommand.Framing<>() {
        @Override
        public Pop3Reply read(Connection connection) throws MailException {
            return Pop3Reply.readWithin(connection, AuthCommand.MAX_LINE);
        }

        /** Some servers say {@code +OK} where they mean a challenge. */
        @Override
        public AuthCommand.Meaning meaning(Pop3Reply reply) {
            return switch (reply.status()) {
                case OK -> AuthCommand.Meaning.CHALLENGE_OR_SUCCESS;
                case CHALLENGE -> AuthCommand.Meaning.CHALLENGE;
                case ERR -> AuthCommand.Meaning.REFUSED;
            };
        }

        @Override
        public String text(Pop3Reply reply) {
            return reply.text();
        }

        @Override
        public int maxCommandLine() {
            return 255; // RFC 2449 section 4
        }
    };

    private static final String UNSAID =
            ". A refusal without a response code may also mean that the mailbox is in use, or that"
                    + " the server cannot open it now";

    private final Connection connection;
    private final CommandQueue queue;
    private final Greeting greeting;
    private final Pop3Capabilities capabilities;

    Pop3Login(Connection connection, CommandQueue queue, Greeting greeting, Pop3Capabilities capabilities) {
        this.connection = connection;
        this.queue = queue;
        this.greeting = greeting;
        this.capabilities = capabilities;
    }

    /** POP3 has no way to say that a mechanism itself cannot be used: the first candidate decides. */
    void login(Authentication authentication) throws MailException {
        requireProtection();
        AuthMechanism mechanism = authentication
                .candidates(
                        offered(authentication.mechanism()),
                        ChannelBinding.of(connection).isPresent(),
                        connection.server().toString())
                .get(0);
        Credentials who = authentication.credentials().forOneLogin();
        try {
            switch (mechanism) {
                case USER -> {
                    user(who.username());
                    pass(who.password());
                }
                case APOP -> apop(who.username(), who.password());
                default -> auth(mechanism, who);
            }
        } catch (IllegalArgumentException e) {
            throw new MailAuthenticationException(
                    connection.server() + ": the credentials cannot be used with " + mechanism.protocolName() + ". "
                            + e.getMessage(),
                    "",
                    e);
        }
    }

    private void requireProtection() throws MailException {
        if (connection.tlsSession().isEmpty() && connection.settings().tls() != TlsMode.NONE) {
            throw new MailProtocolException(connection.server() + ": not under TLS: no credentials were sent");
        }
    }

    /** @param named what is tried, whatever the server may be able to do, if it says nothing about itself */
    private Set<AuthMechanism> offered(AuthMechanism named) {
        Set<AuthMechanism> offered = EnumSet.noneOf(AuthMechanism.class);
        offered.addAll(capabilities.saslMechanisms());
        if (capabilities.asMap().isEmpty() && named.isSasl()) {
            offered.add(named);
        }
        if (capabilities.has("USER") || !capabilities.has("SASL")) {
            offered.add(AuthMechanism.USER); // in RFC 1939 itself; who has neither line says nothing against it
        }
        if (greeting.timestamp().isPresent()) {
            offered.add(AuthMechanism.APOP);
        }
        return offered;
    }

    void user(String name) throws MailException {
        Pop3Command<String> user = queue.call(Pop3Commands.acknowledged("USER " + name));
        try {
            user.result();
        } catch (IOException e) {
            throw refused("USER", e);
        }
    }

    void pass(String password) throws MailException {
        login(CommandLine.secret("PASS " + password, "PASS ***", password), "PASS");
    }

    void apop(String name, String password) throws MailException {
        String timestamp = greeting.timestamp()
                .orElseThrow(() -> new MailAuthenticationException(
                        connection.server() + ": the server offers no APOP: its greeting has no timestamp. Name another"
                                + " authMechanism",
                        "",
                        null));
        String digest = HexFormat.of().formatHex(md5(timestamp + password));
        login(CommandLine.secret("APOP " + name + " " + digest, "APOP " + name + " ***", password, digest), "APOP");
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    private void login(CommandLine line, String name) throws MailException {
        Pop3Command<String> command = queue.call(Pop3Commands.acknowledged(line));
        try {
            command.result();
        } catch (IOException e) {
            throw refused(name, e);
        }
    }

    private void auth(AuthMechanism mechanism, Credentials who) throws MailException {
        AuthCommand<Pop3Reply> auth = exchange(mechanism, who, true);
        if (!isOk(auth) && mechanism == AuthMechanism.XOAUTH2 && !auth.wasChallenged()) {
            auth = exchange(mechanism, who, false); // Exchange takes the form of two lines only
        }
        if (!isOk(auth)) {
            Pop3Reply reply = auth.reply().orElseThrow();
            throw refused(auth.name(), Refusal.of(connection, auth.name(), reply), auth.advice("use POP3"));
        }
    }

    private AuthCommand<Pop3Reply> exchange(AuthMechanism mechanism, Credentials who, boolean initialResponse)
            throws MailException {
        return queue.call(
                AuthCommand.of(mechanism, who, capabilities.saslMechanisms(), connection, FRAMING, initialResponse));
    }

    private static boolean isOk(AuthCommand<Pop3Reply> auth) {
        return auth.reply().filter(Pop3Reply::isOk).isPresent();
    }

    private static MailException refused(String command, IOException failure) {
        return refused(command, failure, "Check username and password, and whether the account may use POP3");
    }

    /**
     * Wrong credentials are told apart from a busy maildrop and an ill server by the response code (RFC 3206). A server
     * that gives none may mean any of these.
     */
    private static MailException refused(String command, IOException failure, String advice) {
        if (!(failure instanceof Pop3Exception refusal)) {
            throw new IllegalStateException(failure); // there is no sink that could fail
        }
        String code = refusal.responseCode().orElse("");
        if (refusal.isBusy() || code.startsWith("SYS/")) {
            return refusal;
        }
        String what = "The login was refused (" + command + "): " + refusal.getMessage();
        return new MailAuthenticationException(
                what + (what.endsWith(".") ? " " : ". ") + advice + (code.isEmpty() ? UNSAID : ""),
                refusal.reply(),
                refusal);
    }
}
