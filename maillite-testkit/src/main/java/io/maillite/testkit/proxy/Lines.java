package io.maillite.testkit.proxy;

import java.io.IOException;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a line between two sockets ends. */
final class Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

    private Lines() {}

    /** FIN; the other direction goes on. */
    static void halfClose(Socket socket) {
        try {
            if (!socket.isClosed() && !socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.debug("Could not half-close {}: {}", socket, e.toString());
        }
    }

    /** RST. */
    static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("Could not reset {}: {}", socket, e.toString());
        }
    }

    /** Both directions, in whatever state they are. */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Could not close {}: {}", socket, e.toString());
        }
    }

    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
