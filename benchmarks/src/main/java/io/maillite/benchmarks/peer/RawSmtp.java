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
        return new OverOneConnection<RawSender>() {
            @Override
            RawSender open() throws IOException {
                return new RawSender(task, pipelined);
            }

            @Override
            long send(RawSender sender) throws IOException {
                for (int i = 0; i < task.load().messages(); i++) {
                    sender.send(content);
                }
                sender.settle();
                return task.load().octets();
            }

            @Override
            void quit(RawSender sender) throws IOException {
                try (sender) {
                    sender.quit();
                }
            }
        };
    }
}
