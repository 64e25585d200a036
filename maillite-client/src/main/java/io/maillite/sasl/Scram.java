package io.maillite.sasl;

import static io.maillite.sasl.SaslMechanism.octets;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private final ScramClient client;
    private final String password;
    private Step step = Step.FIRST;

    Scram(AuthMechanism mechanism, String username, String password, byte @Nullable [] channelBinding) {
        this.password = password;
        var builder = ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism.protocolName()))
                .username(username)
                .password(password.toCharArray());
        if (channelBinding != null) {
            builder.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, channelBinding);
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
                    client.serverFirstMessage(message);
                    step = Step.SERVER_FINAL;
                    return octets(client.clientFinalMessage().toString());
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

    @Override
    public List<String> secrets() {
        return List.of(password);
    }
}
