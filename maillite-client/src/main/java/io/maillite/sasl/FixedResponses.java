package io.maillite.sasl;

import static io.maillite.sasl.SaslMechanism.octets;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The mechanisms whose answers don't depend on what the server says: {@code PLAIN}, {@code LOGIN}, {@code EXTERNAL}.
 */
final class FixedResponses implements SaslMechanism {
    private final boolean startsWithCommand;
    private final Queue<byte[]> responses;
    private final List<String> secrets;
    private byte @Nullable [] initial;

    private FixedResponses(boolean startsWithCommand, List<byte[]> responses, List<String> secrets) {
        this.startsWithCommand = startsWithCommand;
        this.responses = new ArrayDeque<>(responses);
        this.secrets = secrets;
    }

    /** RFC 4616: no authorization identity, then NUL, who we are, NUL, the password. */
    static SaslMechanism plain(String username, String password) {
        if (password.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL separates, and cannot be part of a password");
        }
        return new FixedResponses(true, List.of(octets("\0" + username + "\0" + password)), List.of(password));
    }

    /** Asks for the name, then for the password, in whatever words. */
    static SaslMechanism login(String username, String password) {
        return new FixedResponses(false, List.of(octets(username), octets(password)), List.of(password));
    }

    /** RFC 4422 appendix A. */
    static SaslMechanism external(String username) {
        return new FixedResponses(true, List.of(octets(username)), List.of());
    }

    @Override
    public byte @Nullable [] initialResponse() {
        initial = startsWithCommand ? responses.poll() : null;
        return initial;
    }

    /** A server from before there were initial responses (RFC 5034, RFC 4954) has not looked at it, and asks. */
    @Override
    public byte[] respond(byte[] challenge) throws SaslFailure {
        byte[] response = responses.poll();
        if (response == null) {
            response = initial;
            initial = null;
        }
        if (response == null) {
            throw new SaslFailure("the server asks for more than the mechanism has to say", null);
        }
        return response;
    }

    @Override
    public boolean isComplete() {
        return responses.isEmpty();
    }

    @Override
    public List<String> secrets() {
        return secrets;
    }
}
