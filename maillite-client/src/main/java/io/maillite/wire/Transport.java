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

/** A socket, in clear or under TLS, on which no call blocks beyond its deadline. */
final class Transport implements Closeable {
    private final Socket raw;
    private final Watchdog.Guard guard;
    private final QuickAck quickAck;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private volatile boolean closed;
    /** Something was read, and not acknowledged by words of ours that followed. */
    private boolean owesAcknowledgement;

    Transport(Socket connected) throws IOException {
        raw = connected;
        socket = connected;
        in = connected.getInputStream();
        out = connected.getOutputStream();
        guard = Watchdog.guard(this::closeRaw);
        quickAck = new QuickAck(connected);
    }

    /** Reads at least one octet, or gives -1 at the end. Deadlines are by {@link System#nanoTime()}. */
    int read(byte[] buffer, int offset, int length, long deadline) throws IOException {
        if (owesAcknowledgement) {
            quickAck.acknowledge();
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
        owesAcknowledgement = count < length; // or more is there, for which nobody waits
        return count;
    }

    /**
     * Reads what has come: 0 if nothing has. Does not wait, and may miss what is on its way; an end or a loss is
     * noticed only when the system says so of itself. The deadline is for a peer that sends TLS records without end,
     * and nothing in them.
     */
    int readArrived(byte[] buffer, int offset, int length, long deadline) throws IOException {
        if (socket != raw) {
            boolean arrived = in.available() > 0 || raw.getInputStream().available() > 0;
            return arrived ? readSoon(buffer, offset, length, deadline) : 0; // half a record gives nothing yet
        }
        // a read of what is there does not block, and leaves the socket a blocking one
        return in.available() > 0 ? read(buffer, offset, length) : 0;
    }

    /** Reads what has come or comes within a millisecond: 0 if nothing has, -1 at the end. */
    int readNow(byte[] buffer, int offset, int length, long deadline) throws IOException {
        int arrived = readArrived(buffer, offset, length, deadline);
        return arrived != 0 ? arrived : readSoon(buffer, offset, length, deadline);
    }

    private int readSoon(byte[] buffer, int offset, int length, long deadline) throws IOException {
        socket.setSoTimeout(1); // for each record
        guard.arm(deadline);
        try {
            return read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            return 0; // under TLS, half a record is kept for the next read
        } finally {
            guard.disarm();
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
        try {
            guard.arm(deadline);
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
