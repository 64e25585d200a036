package io.maillite.sasl;

import static io.maillite.sasl.SaslMechanism.octets;

import io.maillite.wire.ServerAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mechanisms that present an OAuth 2 bearer token: {@code OAUTHBEARER} (RFC 7628) and {@code XOAUTH2}. A server
 * that refuses the token first says why, as a challenge; the answer to it is only there to have the exchange end.
 */
final class BearerToken implements SaslMechanism {
    private static final char SEPARATOR = '\u0001';

    private final String token;
    private final byte[] response;
    private final byte[] farewell;
    private boolean presented;

    private BearerToken(String token, String response, String farewell) {
        if (token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("A bearer token is of visible US-ASCII (RFC 6750 section 2.1)");
        }
        this.token = token;
        this.response = octets(response);
        this.farewell = octets(farewell);
    }

    /** RFC 7628 section 3.1; the dummy answer to a refusal is that of section 3.2.3. */
    static SaslMechanism oauthBearer(String username, String token, ServerAddress server) {
        String authzid = username.replace("=", "=3D").replace(",", "=2C");
        return new BearerToken(
                token,
                "n,a=" + authzid + "," + SEPARATOR + "host=" + server.host() + SEPARATOR + "port=" + server.port()
                        + SEPARATOR + "auth=Bearer " + token + SEPARATOR + SEPARATOR,
                String.valueOf(SEPARATOR));
    }

    /** Google's form; its answer to a refusal is an empty line. */
    static SaslMechanism xoauth2(String username, String token) {
        return new BearerToken(
                token, "user=" + username + SEPARATOR + "auth=Bearer " + token + SEPARATOR + SEPARATOR, "");
    }

    @Override
    public byte @Nullable [] initialResponse() {
        presented = true;
        return response;
    }

    @Override
    public byte[] respond(byte[] challenge) {
        if (!presented) {
            presented = true;
            return response;
        }
        return farewell;
    }

    @Override
    public boolean isComplete() {
        return presented;
    }

    @Override
    public List<String> secrets() {
        return List.of(token);
    }
}
