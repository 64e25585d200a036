package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import java.io.IOException;

/** Sends the same message again and again, by {@link RawSender}. */
final class RawSmtp implements Peer {
    private final boolean pipelined;

    /** @param pipelined whether a message may follow before the one in front is answered */
    RawSmtp(boolean pipelined) {
        this.pipelined = pipelined;
    }

    @Override
    public Work prepare(Task task) {
        RawSender.Writing content = RawSender.content(new MailText(task.load().size()));
        return () -> send(task, content);
    }

    private long send(Task task, RawSender.Writing content) throws IOException {
        try (RawSender sender = new RawSender(task, pipelined)) {
            for (int i = 0; i < task.load().messages(); i++) {
                sender.send(content);
            }
            sender.quit();
            return task.load().octets();
        }
    }
}
