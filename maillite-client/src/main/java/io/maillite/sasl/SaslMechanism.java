package io.maillite.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's side of one exchange of a SASL mechanism. A fresh one for each exchange. */
interface SaslMechanism {
    /** What the client says with the command itself, or null if the server speaks first. */
    default byte @Nullable [] initialResponse() {
        return null;
    }

    /**
     * The answer to a challenge.
     *
     * @param challenge what the server said, decoded; empty if it was no base64
     * @throws SaslFailure if the server did not prove what it has to
     */
    byte[] respond(byte[] challenge) throws SaslFailure;

    /** Whether the client has said all it has to: then the server's word is the end. */
    boolean isComplete();

    /**
     * The server says that we are logged in.
     *
     * @throws SaslFailure if it has not proved what it has to
     */
    default void succeeded() throws SaslFailure {}

    /** What must not be shown, should the server repeat it. */
    List<String> secrets();

    /**
     * Whether what the server says is for us alone: who has it can try passwords on it, or replay it. What is said
     * where the mechanism has no secret of the server's is worth reading in a trace.
     */
    default boolean hidesChallenges() {
        return false;
    }

    /** The octets of a text, in UTF-8. */
    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As it goes over the wire. */
    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
