package io.maillite.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges what has come on a socket, for whoever is about to wait for more. Many a server answers a group of
 * commands reply by reply, and by Nagle's algorithm (RFC 896) holds the second back until the first is acknowledged; an
 * acknowledgement that waits for words of ours to go with (RFC 1122 section 4.2.3.2) comes 40 ms later or more.
 *
 * <p>Linux alone can be asked ({@code TCP_QUICKACK}), and each time again; elsewhere nothing happens.
 */
final class QuickAck {
    private static final @Nullable SocketOption<Boolean> OPTION = find();

    private final Socket socket;
    private boolean possible = OPTION != null;

    QuickAck(Socket socket) {
        this.socket = socket;
    }

    /** There is none where Java comes without the module jdk.net, or its part for this system is not to be had. */
    private static @Nullable SocketOption<Boolean> find() {
        try {
            return ExtendedSocketOptions.TCP_QUICKACK;
        } catch (LinkageError | AssertionError | InternalError e) {
            return null;
        }
    }

    void acknowledge() {
        SocketOption<Boolean> option = OPTION;
        if (possible && option != null) {
            try {
                socket.setOption(option, true);
            } catch (IOException | UnsupportedOperationException | LinkageError e) {
                possible = false; // another system, or the connection is over, as the next read will say
            }
        }
    }
}
