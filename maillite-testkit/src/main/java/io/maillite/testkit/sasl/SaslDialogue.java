package io.maillite.testkit.sasl;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the protocol carries challenges and responses; Base64 is its business. */
public interface SaslDialogue {
    /** What came with the AUTH command: {@code null} if nothing did, empty for {@code =}. */
    byte @Nullable [] initialResponse();

    /**
     * Sends a challenge and gives the response; {@code null} if the client cancelled with {@code *} or sent no Base64.
     */
    byte @Nullable [] challenge(byte[] challenge) throws IOException;

    /** What {@code tls-server-end-point} gives on this connection, or {@code null} in clear. */
    byte @Nullable [] channelBinding();

    /** Whether the client showed a certificate that the server trusts. */
    boolean hasClientCertificate();

    /** The initial response, asked for with an empty challenge if it did not come with the command. */
    default byte @Nullable [] firstResponse() throws IOException {
        byte[] initial = initialResponse();
        return initial == null ? challenge(new byte[0]) : initial;
    }
}
