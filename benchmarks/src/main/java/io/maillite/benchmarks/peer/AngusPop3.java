package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.CountingSink;
import io.maillite.benchmarks.load.Task;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;

/** Angus Mail: each message is written to a sink and marked. */
final class AngusPop3 implements Peer {
    @Override
    public Work prepare(Task task) {
        Session session = AngusSession.of("pop3", task);
        return () -> drain(session, task);
    }

    private static long drain(Session session, Task task) throws MessagingException, IOException {
        CountingSink sink = new CountingSink();
        try (Store store = session.getStore("pop3")) {
            store.connect(task.account(), Task.PASSWORD);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            for (Message message : inbox.getMessages()) {
                message.writeTo(sink);
                message.setFlag(Flags.Flag.DELETED, true);
            }
            inbox.close(true); // sends DELE for each, and QUIT
        }
        return sink.octets();
    }
}
