package io.maillite.testkit.server;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.sasl.SaslDialogue;
import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Carries a login over lines of Base64: POP3 marks its challenges with {@code +}, SMTP with {@code 334}. */
public final class Base64Dialogue implements SaslDialogue {
    private final PeerConnection connection;
    private final @Nullable ServerTls tls;
    private final String mark;
    private final byte @Nullable [] initial;

    /**
     * @param mark what begins a challenge, with its space
     * @param initial the initial response as it came, or {@code null}
     * @throws IllegalArgumentException if that is no Base64
     */
    public Base64Dialogue(PeerConnection connection, @Nullable ServerTls tls, String mark, @Nullable String initial) {
        this.connection = connection;
        this.tls = tls;
        this.mark = mark;
        this.initial = initial == null
                ? null
                : initial.equals("=") ? new byte[0] : Base64.getDecoder().decode(initial);
    }

    @Override
    public byte @Nullable [] initialResponse() {
        return initial;
    }

    @Override
    public byte @Nullable [] challenge(byte[] challenge) throws IOException {
        String line = mark + Base64.getEncoder().encodeToString(challenge) + "\r\n";
        connection.write(line.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = connection.readLine();
        if (answer == null) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(new String(answer, StandardCharsets.US_ASCII).replaceAll("\r?\n$", ""));
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    @Override
    public byte @Nullable [] channelBinding() {
        return tls == null || connection.tls() == null ? null : TestTls.serverEndPoint(tls.identity());
    }

    @Override
    public boolean hasClientCertificate() {
        SSLSocket secure = connection.tls();
        if (secure == null) {
            return false;
        }
        try {
            return secure.getSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException none) {
            return false;
        }
    }
}
