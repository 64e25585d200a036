package io.maillite.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/** A socket, in clear or under TLS, on which no call blocks beyond its deadline. */
final class Transport implements Closeable {
    private final Socket raw;
    private final Watchdog.Guard guard;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private volatile boolean closed;
    /** All that had come was read, and not acknowledged by words of ours that followed. */
    private boolean owesAcknowledgement;

    private boolean acknowledges = true;

    Transport(Socket connected) throws IOException {
        raw = connected;
        socket = connected;
        in = connected.getInputStream();
        out = connected.getOutputStream();
        guard = Watchdog.guard(this::closeRaw);
    }

    /** Reads at least one octet, or gives -1 at the end. Deadlines are by {@link System#nanoTime()}. */
    int read(byte[] buffer, int offset, int length, long deadline) throws IOException {
        if (owesAcknowledgement) {
            acknowledge();
        }
        guard.arm(deadline);
        try {
            return read(buffer, offset, length);
        } finally {
            guard.disarm();
        }
    }

    private int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        owesAcknowledgement = count < length; // or there is more, for which nobody waits
        return count;
    }

    /**
     * Acknowledges what has come, for whoever is about to wait for more. Many a server answers a group of commands
     * reply by reply, and by Nagle's algorithm (RFC 896) holds the second back until the first is acknowledged; an
     * acknowledgement that waits for words of ours to go with (RFC 1122 section 4.2.3.2) costs 40 ms each time. Only
     * Linux can be asked, and each time again.
     */
    private void acknowledge() {
        if (acknowledges) {
            try {
                raw.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            } catch (IOException | UnsupportedOperationException | LinkageError e) {
                acknowledges = false; // another system, a Java without the module jdk.net, or the connection is over
            }
        }
    }

    /** Reads what has come: 0 if nothing has, -1 at the end. Waits no longer than a millisecond. */
    int readNow(byte[] buffer, int offset, int length) throws IOException {
        if (socket == raw && in.available() > 0) {
            return read(buffer, offset, length); // does not block, and leaves the socket a blocking one
        }
        socket.setSoTimeout(1);
        try {
            return read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            return 0; // under TLS, half a record is kept for the next read
        } finally {
            socket.setSoTimeout(0);
        }
    }

    void write(byte[] octets, int offset, int length, long deadline) throws IOException {
        guard.arm(deadline);
        try {
            out.write(octets, offset, length);
        } finally {
            guard.disarm();
            owesAcknowledgement = false;
        }
    }

    /** Puts TLS on top of the connection; from then on it is what {@link #read} and {@link #write} use. */
    void secure(TlsUpgrade upgrade, long deadline) throws IOException {
        guard.arm(deadline);
        try {
            SSLSocket tls = upgrade.handshake(raw);
            socket = tls;
            in = tls.getInputStream();
            out = tls.getOutputStream();
        } finally {
            guard.disarm();
        }
    }

    Optional<SSLSession> tlsSession() {
        return socket instanceof SSLSocket tls ? Optional.of(tls.getSession()) : Optional.empty();
    }

    /** Octets that have arrived and were not read. Under TLS those of the records, which need not hold any for us. */
    int available() throws IOException {
        int readable = in.available();
        return readable > 0 || socket == raw ? readable : raw.getInputStream().available();
    }

    InetAddress localAddress() {
        return raw.getLocalAddress();
    }

    boolean deadlineHasPassed() {
        return guard.hasExpired();
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes in good order, with TLS's close_notify, by the deadline. */
    void close(long deadline) {
        guard.arm(deadline);
        try {
            socket.close();
        } catch (IOException e) {
            // the peer may be gone already: closed is closed
        } finally {
            guard.disarm();
            close();
        }
    }

    /** Drops the connection at once; ends what blocks in another thread. */
    @Override
    public void close() {
        closed = true;
        guard.release();
        closeRaw();
    }

    private void closeRaw() {
        try {
            raw.close();
        } catch (IOException e) {
            // nothing is left to lose
        }
    }
}
