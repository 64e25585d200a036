package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Bare connections. */
final class Sockets {
    private Sockets() {}

    /** Without delay, and with no buffer but the system's. */
    static Socket open(Task task) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(task.host(), task.port()));
        if (!task.tls()) {
            return socket;
        }
        return TestTls.clientContext().getSocketFactory().createSocket(socket, task.host(), task.port(), true);
    }
}
