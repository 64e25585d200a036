package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.io.Reader;
import org.apache.commons.net.pop3.POP3Client;
import org.apache.commons.net.pop3.POP3MessageInfo;
import org.apache.commons.net.pop3.POP3SClient;

/** Apache Commons Net, which gives messages as characters. */
final class CommonsNetPop3 implements Peer {
    @Override
    public Work prepare(Task task) {
        return () -> drain(task.tls() ? new POP3SClient(true, Sockets.trusting()) : new POP3Client(), task);
    }

    private static long drain(POP3Client client, Task task) throws IOException {
        long octets = 0;
        client.connect(task.host(), task.port());
        require(client.login(task.account(), Task.PASSWORD), "login", client);
        char[] buffer = new char[1 << 16];
        for (POP3MessageInfo message : client.listMessages()) {
            try (Reader reader = client.retrieveMessage(message.number)) {
                for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                    octets += count;
                }
            }
            require(client.deleteMessage(message.number), "DELE", client);
        }
        require(client.logout(), "QUIT", client);
        client.disconnect();
        return octets;
    }

    private static void require(boolean done, String what, POP3Client client) throws IOException {
        if (!done) {
            throw new IOException(what + " was refused: " + client.getReplyString());
        }
    }
}
