package io.maillite.testkit.script;

import io.maillite.testkit.net.Octets;
import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Where the steps of a dialogue play: the connection, and what they keep for the test.
 *
 * @param tls what {@code starttls} uses unless the step says otherwise
 * @param over released when the server is closed: what waits for the client's end waits for it, too
 */
record Stage(
        PeerConnection connection,
        Transcript transcript,
        ServerTls tls,
        ScriptedConnection results,
        CountDownLatch over) {

    private static final int REST_OF_LINE = 1000;
    private static final long REST_OF_LINE_NANOS = 50_000_000;

    void startTls(@Nullable TestIdentity identity) throws IOException, Deviation {
        if (connection.unused() > 0) {
            throw Deviation.because("octets came before the TLS handshake\n  came:     " + restOfLine());
        }
        connection.startTls(identity == null ? tls : tls.as(identity));
        SSLSocket secure = connection.tls();
        if (secure != null && secure.getSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                results.requestedName(name);
            }
        }
    }

    /** What else came of a line that went wrong: what is there already or comes at once. */
    String restOfLine() throws IOException {
        return Octets.visible(readRestOfLine());
    }

    byte[] readRestOfLine() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        long until = System.nanoTime() + REST_OF_LINE_NANOS;
        while (rest.size() < REST_OF_LINE) {
            if (connection.isDrained()) {
                if (System.nanoTime() - until > 0) {
                    break;
                }
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            int octet = connection.read();
            if (octet < 0) {
                break;
            }
            rest.write(octet);
            if (octet == '\n') {
                break;
            }
        }
        return rest.toByteArray();
    }

    /** Reads and drops until the client has closed its side. */
    void ignoreUntilClientGoes() throws IOException {
        while (connection.read() >= 0) {
            // The transcript has it.
        }
    }
}
