package io.maillite.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A server made of octets, in memory. They are said in turns: an octet {@link #TURN} ends one, and so the next is said
 * when the client waits again; {@link #AT_ONCE} ends one too, but what follows has arrived before it is waited for. At
 * the end the server closes the connection. What the client says is counted and dropped.
 */
public final class FuzzedServer extends Socket {
    /** No octet of UTF-8: what follows is said when the client waits for it. */
    public static final byte TURN = (byte) 0xfe;

    /** No octet of UTF-8: what follows has arrived already, whoever asked for it. */
    public static final byte AT_ONCE = (byte) 0xff;

    /** So many octets a client may say for each octet of the server's. */
    private static final int MOST_SAID_PER_OCTET = 512;

    private static final int MOST_SAID_AT_ALL = 64 * 1024;

    private final byte[] words;
    private int at;
    private long said;
    private int timeout;
    private boolean closed;

    private FuzzedServer(byte[] words, int from) {
        this.words = words;
        this.at = from;
    }

    /**
     * A connection to a server that says these octets.
     *
     * @param from where they start
     */
    public static Connection connect(byte[] words, int from, ConnectionSettings settings) throws MailException {
        try {
            Transport transport = new Transport(new FuzzedServer(words, from));
            return Connection.over(transport, settings, new Trace("fuzz", Trace.NONE));
        } catch (MailException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isTurnsEnd() {
        return at < words.length && (words[at] == TURN || words[at] == AT_ONCE);
    }

    private synchronized int say(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new SocketException("closed");
        }
        boolean atOnce = isTurnsEnd() && words[at] == AT_ONCE;
        if (timeout > 0 && !atOnce) {
            throw new SocketTimeoutException("nothing has come");
        }
        while (isTurnsEnd()) {
            at++;
        }
        int count = 0;
        while (count < length && at < words.length && !isTurnsEnd()) {
            buffer[offset + count++] = words[at++];
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private synchronized void hear(int length) throws IOException {
        if (closed) {
            throw new SocketException("closed");
        }
        said += length;
        if (said > MOST_SAID_AT_ALL + (long) MOST_SAID_PER_OCTET * words.length) {
            throw new AssertionError("The client has said " + said + " octets in answer to " + words.length);
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return say(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return say(buffer, offset, length);
            }

            @Override
            public int available() {
                return isTurnsEnd() && words[at] == AT_ONCE ? 1 : 0;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                hear(1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                hear(length);
            }
        };
    }

    @Override
    public synchronized void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeout;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
