package io.maillite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A loopback server written as code, for what no dialogue can say: one that looks at the client's address, or talks to
 * a client that may leave at any octet. What fails in it because the client has left is no failure.
 */
public final class Peer implements AutoCloseable {
    /** What it does with a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Talk {
        void with(Socket client) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final Talk talk;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private Peer(ServerSocket listening, Talk talk) {
        this.listening = listening;
        this.talk = talk;
    }

    public static Peer start(Talk talk) throws IOException {
        Peer peer = new Peer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), talk);
        thread(peer::accept);
        return peer;
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                clients.add(client);
                thread(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            talk.with(client);
        } catch (IOException theClientHasLeft) {
            // as it may
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
