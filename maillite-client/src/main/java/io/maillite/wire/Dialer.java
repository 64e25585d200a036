package io.maillite.wire;

import io.maillite.wire.MailConnectionException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the TCP connection: each address of the host in turn, within one time-out. */
final class Dialer {
    private final Duration timeout;
    private final @Nullable String localAddress;

    Dialer(Duration timeout, @Nullable String localAddress) {
        this.timeout = timeout;
        this.localAddress = localAddress;
    }

    Socket dial(ServerAddress server) throws MailException {
        return dial(server, resolve(server));
    }

    /** @param addresses where the server may be, in the order to try them */
    Socket dial(ServerAddress server, InetAddress... addresses) throws MailException {
        long deadline = System.nanoTime() + timeout.toNanos();
        IOException failure = null;
        for (int i = 0; i < addresses.length; i++) {
            // a share of what is left for each, so that a silent first address does not starve the others
            long share = (deadline - System.nanoTime()) / (addresses.length - i);
            int millis = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(share));
            if (millis < 1) {
                break;
            }
            try {
                return connect(new InetSocketAddress(addresses[i], server.port()), millis);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw notConnected(server, failure == null ? new SocketTimeoutException("no time left") : failure);
    }

    private static InetAddress[] resolve(ServerAddress server) throws MailException {
        try {
            return InetAddress.getAllByName(server.host());
        } catch (UnknownHostException e) {
            throw new MailConnectionException(
                    Reason.NOT_CONNECTED, server + ": no address is known for this host. Check its name", e);
        }
    }

    private Socket connect(InetSocketAddress address, int millis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true); // what is written at once is flushed at once: Nagle could only delay it
            socket.setKeepAlive(true);
            if (localAddress != null) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(localAddress), 0));
            }
            socket.connect(address, millis);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private MailException notConnected(ServerAddress server, IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return new MailConnectionException(
                    Reason.CONNECT_TIMEOUT,
                    server + ": no connection within the connect time-out of " + timeout.toMillis()
                            + " ms. Check host, port and firewall",
                    failure);
        }
        String from = localAddress == null ? "" : " from " + localAddress;
        return new MailConnectionException(
                Reason.NOT_CONNECTED,
                server + ": cannot connect" + from + ": " + failure.getMessage()
                        + ". Check that the server runs and that host and port are right",
                failure);
    }
}
