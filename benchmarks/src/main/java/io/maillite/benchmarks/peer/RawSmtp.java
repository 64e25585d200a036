package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends with the commands of {@code smtplite}, and counts lines: by {@code BDAT} where it is offered, else by
 * {@code DATA}, whose envelope then goes with the end of the message before.
 */
final class RawSmtp implements Peer {
    /** Unanswered commands: so many as are surely answered into socket buffers. */
    private static final int WINDOW = 96;

    private static final long HELD = 1 << 20;

    private final boolean pipelined;

    /** @param pipelined whether a message may follow before the one in front is answered */
    RawSmtp(boolean pipelined) {
        this.pipelined = pipelined;
    }

    @Override
    public Work prepare(Task task) {
        MailText text = new MailText(task.load().size());
        byte[] held = text.size() <= HELD ? text.octets() : new byte[0];
        return () -> send(task, text, held);
    }

    private long send(Task task, MailText text, byte[] held) throws IOException {
        try (RawConnection connection = new RawConnection(task)) {
            connection.lines(1);
            connection.write("EHLO localhost\r\n");
            if (hello(connection).contains("CHUNKING")) {
                sendChunks(connection, task, text, held);
            } else {
                sendData(connection, task, text, held);
            }
            connection.write("QUIT\r\n");
            connection.readToEnd();
            return task.load().octets();
        }
    }

    private static String hello(RawConnection connection) throws IOException {
        StringBuilder all = new StringBuilder();
        String line;
        do {
            line = connection.lines(1);
            all.append(line);
        } while (line.charAt(3) == '-');
        return all.toString();
    }

    private static String envelope(MailText text) {
        return "MAIL FROM:<" + Task.SENDER + "> SIZE=" + text.size() + "\r\nRCPT TO:<" + Task.RECIPIENT + ">\r\n";
    }

    private static void content(RawConnection connection, MailText text, byte[] held) throws IOException {
        if (held.length > 0) {
            connection.write(held);
        } else {
            text.writeTo(connection.stream());
        }
    }

    private void sendChunks(RawConnection connection, Task task, MailText text, byte[] held) throws IOException {
        // a message that may have been refused leaves a state that nobody knows (RFC 3030 section 2)
        String reset = pipelined ? "RSET\r\n" : "";
        byte[] head =
                (reset + envelope(text) + "BDAT " + text.size() + " LAST\r\n").getBytes(StandardCharsets.US_ASCII);
        int unanswered = 0;
        for (int i = 0; i < task.load().messages(); i++) {
            connection.write(head);
            content(connection, text, held);
            unanswered += pipelined ? 4 : 3;
            while (unanswered > (pipelined ? WINDOW : 0)) {
                unanswered -= connection.countLines();
            }
        }
        while (unanswered > 0) {
            unanswered -= connection.countLines();
        }
    }

    private void sendData(RawConnection connection, Task task, MailText text, byte[] held) throws IOException {
        String head = envelope(text) + "DATA\r\n";
        int unanswered = 0;
        for (int i = 0; i < task.load().messages(); i++) {
            connection.write(head);
            unanswered += 3;
            while (unanswered > 0) {
                unanswered -= connection.countLines();
            }
            content(connection, text, held);
            connection.write(".\r\n");
            unanswered++;
            while (!pipelined && unanswered > 0) {
                unanswered -= connection.countLines();
            }
        }
        while (unanswered > 0) {
            unanswered -= connection.countLines();
        }
    }
}
