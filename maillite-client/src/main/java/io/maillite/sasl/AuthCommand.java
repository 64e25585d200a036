package io.maillite.sasl;

import io.maillite.wire.Command;
import io.maillite.wire.CommandLine;
import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code AUTH} with its rounds of challenge and response (RFC 5034, RFC 4954). The protocols differ only in how a reply
 * is framed. It knows which of its octets are secret. Nothing may follow it before it is answered.
 *
 * @param <R> a reply of the protocol
 */
public final class AuthCommand<R> implements Command {
    /** The longest line of a SASL exchange (RFC 4954 section 4). */
    public static final int MAX_LINE = 12 * 1024;

    private static final int MAX_ROUNDS = 8;
    private static final String HIDDEN = "***";
    /** Base64 of any use to somebody. Its first characters, should the line break off there, are our own nonce. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9+/]{16,}=*");

    /** What a reply means to the exchange. */
    public enum Meaning {
        /** The server expects a response. */
        CHALLENGE,
        /** We are logged in. */
        SUCCESS,
        /** The server expects a response if there is one to give, else we are logged in. */
        CHALLENGE_OR_SUCCESS,
        /** The exchange has ended without a login. */
        REFUSED
    }

    /**
     * How a protocol frames the exchange.
     *
     * @param <R> a reply of the protocol
     */
    public interface Framing<R> {
        /** Reads one whole reply, with lines of up to {@link #MAX_LINE} octets. */
        R read(Connection connection) throws MailException;

        /** What it means. */
        Meaning meaning(R reply);

        /** What stands behind its status: a challenge in base64, or a text. */
        String text(R reply);

        /** The longest command line, with its line end. */
        int maxCommandLine();
    }

    private final AuthMechanism mechanism;
    private final SaslMechanism exchange;
    private final Framing<R> framing;
    private final boolean initialResponse;
    private byte @Nullable [] held;
    private @Nullable R reply;
    private String lastChallenge = "";
    private int rounds;

    private AuthCommand(AuthMechanism mechanism, SaslMechanism exchange, Framing<R> framing, boolean initialResponse) {
        this.mechanism = mechanism;
        this.exchange = exchange;
        this.framing = framing;
        this.initialResponse = initialResponse;
    }

    /**
     * An exchange of a mechanism.
     *
     * @param mechanism one of SASL's
     * @param credentials of the kind that it needs; a token is asked for now
     * @param offered what the server offers
     * @param connection what it will be sent over; its certificate may be bound
     * @param framing how the protocol frames it
     * @param initialResponse whether to say the first word with the command itself, where it fits
     * @throws MailAuthenticationException if the credentials cannot be put in the mechanism's form
     */
    public static <R> AuthCommand<R> of(
            AuthMechanism mechanism,
            Credentials credentials,
            Set<AuthMechanism> offered,
            Connection connection,
            Framing<R> framing,
            boolean initialResponse)
            throws MailAuthenticationException {
        String token = credentials.hasToken() ? token(credentials, connection) : "";
        try {
            return new AuthCommand<>(
                    mechanism, exchange(mechanism, credentials, token, offered, connection), framing, initialResponse);
        } catch (IllegalArgumentException e) {
            // the cause's text could hold what it complains about
            throw new MailAuthenticationException(
                    connection.server() + ": the username or the "
                            + (mechanism.presentsToken() ? "access token" : "password") + " cannot be used with "
                            + mechanism.protocolName() + ": it holds characters that the mechanism does not allow",
                    "",
                    null);
        }
    }

    private static String token(Credentials credentials, Connection connection) throws MailAuthenticationException {
        try {
            String token = credentials.token();
            if (token.isBlank()) {
                throw new IllegalArgumentException("it is empty");
            }
            return token;
        } catch (RuntimeException e) {
            throw new MailAuthenticationException(
                    connection.server() + ": no access token could be had: " + e.getMessage(), "", e);
        }
    }

    private static SaslMechanism exchange(
            AuthMechanism mechanism, Credentials who, String token, Set<AuthMechanism> offered, Connection connection) {
        return switch (mechanism) {
            case PLAIN -> FixedResponses.plain(who.username(), who.password());
            case LOGIN -> FixedResponses.login(who.username(), who.password());
            case EXTERNAL -> FixedResponses.external(who.username());
            case CRAM_MD5 -> new CramMd5(who.username(), who.password());
            case OAUTHBEARER -> BearerToken.oauthBearer(who.username(), token, connection.server());
            case XOAUTH2 -> BearerToken.xoauth2(who.username(), token);
            case SCRAM_SHA_256_PLUS, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_1 ->
                new Scram(mechanism, who.username(), who.password(), binding(mechanism, offered, connection));
            case AUTO, USER, APOP ->
                throw new IllegalStateException(mechanism.protocolName() + " is no mechanism of SASL");
        };
    }

    /**
     * What to bind: with {@code -PLUS} the channel. Without, it still tells the server that we could have, but only
     * where it offered no {@code -PLUS} at all: else the server would take our choice for a stripped offer.
     */
    private static byte @Nullable [] binding(
            AuthMechanism mechanism, Set<AuthMechanism> offered, Connection connection) {
        boolean plusOffered = offered.stream().anyMatch(AuthMechanism::bindsChannel);
        if (!mechanism.bindsChannel() && plusOffered) {
            return null;
        }
        return ChannelBinding.of(connection).orElse(null);
    }

    @Override
    public String name() {
        return "AUTH " + mechanism.protocolName();
    }

    @Override
    public void write(Connection connection) throws MailException {
        byte[] first = initialResponse ? exchange.initialResponse() : null;
        if (first == null) {
            connection.writeLine(CommandLine.of(name()));
            return;
        }
        String base64 = first.length == 0 ? "=" : SaslMechanism.base64(first);
        String text = name() + " " + base64;
        if (text.length() + 2 > framing.maxCommandLine()) {
            held = first; // the server asks for it then (RFC 5034 section 4)
            connection.writeLine(CommandLine.of(name()));
        } else {
            connection.writeLine(new CommandLine(text, name() + " " + HIDDEN, secrets(base64)));
        }
    }

    private List<String> secrets(String base64) {
        List<String> secrets = new ArrayList<>(exchange.secrets());
        secrets.add(base64);
        return secrets;
    }

    @Override
    public void read(Connection connection) throws MailException {
        if (!exchange.hidesChallenges()) {
            readRounds(connection);
            return;
        }
        connection.hide(said -> CHALLENGE.matcher(said).replaceAll(HIDDEN));
        try {
            readRounds(connection);
        } finally {
            connection.hide(UnaryOperator.identity());
        }
    }

    private void readRounds(Connection connection) throws MailException {
        while (true) {
            connection.await("the reply to " + name(), null); // each round is a reply of its own
            R answer = framing.read(connection);
            Meaning meaning = framing.meaning(answer);
            if (meaning == Meaning.CHALLENGE_OR_SUCCESS) {
                meaning = held != null || !exchange.isComplete() ? Meaning.CHALLENGE : Meaning.SUCCESS;
            }
            switch (meaning) {
                case CHALLENGE -> respond(framing.text(answer), connection);
                case SUCCESS -> {
                    succeeded(connection);
                    reply = answer;
                    return;
                }
                case REFUSED -> {
                    reply = answer;
                    return;
                }
                case CHALLENGE_OR_SUCCESS -> throw new IllegalStateException();
            }
        }
    }

    private void respond(String challenge, Connection connection) throws MailException {
        if (++rounds > MAX_ROUNDS) {
            throw new MailProtocolException(
                    connection.server() + ": " + name() + " has had more than " + MAX_ROUNDS + " rounds");
        }
        byte[] response = held;
        held = null;
        if (response == null) {
            byte[] decoded = decoded(challenge);
            lastChallenge = connection.printable(new String(decoded, StandardCharsets.UTF_8));
            try {
                response = exchange.respond(decoded);
            } catch (SaslFailure e) {
                throw failed(connection, e);
            }
        }
        String base64 = SaslMechanism.base64(response);
        connection.writeLine(new CommandLine(base64, response.length == 0 ? "" : HIDDEN, secrets(base64)));
    }

    /** Some servers put a prompt there in clear; whoever needs the challenge will find it empty. */
    private static byte[] decoded(String challenge) {
        try {
            return Base64.getDecoder().decode(challenge.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private void succeeded(Connection connection) throws MailException {
        try {
            exchange.succeeded();
        } catch (SaslFailure e) {
            throw failed(connection, e);
        }
    }

    private MailException failed(Connection connection, SaslFailure failure) {
        return new MailAuthenticationException(
                connection.server() + ": " + name() + " failed: " + failure.getMessage()
                        + ". It may not be the server that was meant, or the password is wrong",
                "",
                failure);
    }

    /** Whether the server has said anything but its last word. */
    public boolean wasChallenged() {
        return rounds > 0;
    }

    /**
     * What to do about a refusal, in the user's words. With a token, the server may have said why before its last word
     * (RFC 7628 section 3.2.2).
     *
     * @param use what the account must be allowed to: {@code use POP3}
     */
    public String advice(String use) {
        if (!mechanism.presentsToken()) {
            return "Check username and password, and whether the account may " + use
                    + (mechanism.bindsChannel()
                            ? ". Or the server knows no channel binding by tls-server-end-point: then name authMechanism="
                                    + mechanism.protocolName().replace("-PLUS", "")
                            : "");
        }
        return "Check the access token: it may have expired, or be for another user or scope"
                + (lastChallenge.isEmpty() ? "" : ". The server says " + lastChallenge);
    }

    /**
     * The server's last word.
     *
     * @return empty as long as there is none
     */
    public Optional<R> reply() {
        return Optional.ofNullable(reply);
    }
}
