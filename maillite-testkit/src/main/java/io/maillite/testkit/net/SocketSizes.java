package io.maillite.testkit.net;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/**
 * The socket buffers of a server; small ones make a peer block soon. The kernel has its own minimum, and doubles.
 *
 * @param receive octets of {@code SO_RCVBUF}, 0 for the system's choice
 * @param send octets of {@code SO_SNDBUF}, 0 for the system's choice
 */
public record SocketSizes(int receive, int send) {
    /** As the system likes it. */
    public static final SocketSizes DEFAULT = new SocketSizes(0, 0);

    void applyTo(ServerSocket server) throws SocketException {
        if (receive > 0) {
            // Before the socket is bound: the window's scale is fixed by the first segment.
            server.setReceiveBufferSize(receive);
        }
    }

    void applyTo(Socket socket) throws SocketException {
        if (send > 0) {
            socket.setSendBufferSize(send);
        }
    }
}
