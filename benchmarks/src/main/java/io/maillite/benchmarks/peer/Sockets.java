package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** Bare connections. */
final class Sockets {
    private Sockets() {}

    /** What trusts the servers; the same for all, so that a session may be resumed, and made in time. */
    static SSLContext trusting() {
        return Tls.TRUSTING;
    }

    /** Apart, because it takes a third of a second that those in clear do not have. */
    private static final class Tls {
        static final SSLContext TRUSTING = TestTls.clientContext();
    }

    /** Without delay, and with no buffer but the system's. */
    static Socket open(Task task) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(task.host(), task.port()));
        if (!task.tls()) {
            return socket;
        }
        return trusting().getSocketFactory().createSocket(socket, task.host(), task.port(), true);
    }
}
