package io.maillite.sasl;

import static io.maillite.sasl.SaslMechanism.octets;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677): neither side learns the other's secret, both prove that they have it. With {@code -PLUS}
 * the proof holds for this TLS connection alone. Where we could bind the channel and the server does not offer it, we
 * say so: a server that did offer it then knows that its offer was stripped on the way (RFC 5802 section 6).
 */
final class Scram implements SaslMechanism {
    private enum Step {
        FIRST,
        SERVER_FIRST,
        SERVER_FINAL,
        DONE
    }

    /** Checked here: the library fails in other ways than by its exceptions on what it does not expect. */
    private static final Pattern SERVER_FIRST =
            Pattern.compile("r=[!-+\\--~]+,s=[A-Za-z0-9+/]+=*,i=([1-9]\\d{0,8})(,.*)?");
    /** A server that asks for more wants to keep us busy: each is two hashes. */
    private static final int MAX_ITERATIONS = 1_000_000;

    private final ScramClient client;
    private final String password;
    private Step step = Step.FIRST;
    private String proof = "";

    Scram(AuthMechanism mechanism, String username, String password, byte @Nullable [] channelBinding) {
        this(mechanism, username, password, channelBinding, null);
    }

    /** @param nonce ours, for the examples of the RFCs, or null for one that nobody knows */
    Scram(
            AuthMechanism mechanism,
            String username,
            String password,
            byte @Nullable [] channelBinding,
            @Nullable String nonce) {
        this.password = password;
        var builder = ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism.protocolName()))
                .username(username)
                .password(password.toCharArray());
        if (channelBinding != null) {
            builder.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, channelBinding);
        }
        if (nonce != null) {
            builder.nonceSupplier(() -> nonce);
        }
        client = builder.build();
    }

    @Override
    public byte[] initialResponse() {
        step = Step.SERVER_FIRST;
        return octets(client.clientFirstMessage().toString());
    }

    @Override
    public byte[] respond(byte[] challenge) throws SaslFailure {
        String message = new String(challenge, StandardCharsets.UTF_8);
        try {
            switch (step) {
                case FIRST -> {
                    return initialResponse();
                }
                case SERVER_FIRST -> {
                    requireServerFirst(message);
                    client.serverFirstMessage(message);
                    step = Step.SERVER_FINAL;
                    String last = client.clientFinalMessage().toString();
                    proof = last.substring(last.lastIndexOf(",p=") + 3);
                    return octets(last);
                }
                case SERVER_FINAL -> {
                    client.serverFinalMessage(message);
                    step = Step.DONE;
                    return new byte[0];
                }
                case DONE -> throw new SaslFailure("the server asks for more than SCRAM has to say", null);
            }
            throw new IllegalStateException(step.name());
        } catch (ScramException | RuntimeException e) {
            throw new SaslFailure("the server did not prove that it knows the password", e);
        }
    }

    private static void requireServerFirst(String message) throws SaslFailure {
        Matcher first = SERVER_FIRST.matcher(message);
        if (!first.matches()) {
            throw new SaslFailure("the server's first message is none of SCRAM", null);
        }
        if (Integer.parseInt(first.group(1)) > MAX_ITERATIONS) {
            throw new SaslFailure("the server asks for more than " + MAX_ITERATIONS + " iterations", null);
        }
    }

    @Override
    public boolean isComplete() {
        return step == Step.SERVER_FINAL || step == Step.DONE;
    }

    @Override
    public void succeeded() throws SaslFailure {
        if (step != Step.DONE) {
            throw new SaslFailure("the server says yes without having proved that it knows the password", null);
        }
    }

    /** The salt and the server's signature: enough to try passwords on. */
    @Override
    public boolean hidesChallenges() {
        return true;
    }

    @Override
    public List<String> secrets() {
        return List.of(password, proof);
    }
}
