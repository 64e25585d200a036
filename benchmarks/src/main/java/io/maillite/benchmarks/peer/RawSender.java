package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends with the commands of {@code smtplite}, and counts lines: by {@code BDAT} where it is offered, else by
 * {@code DATA}, whose envelope then goes with the end of the message before.
 */
class RawSender implements Closeable {
    /** Unanswered commands: so many as are surely answered into socket buffers. */
    private static final int WINDOW = 96;

    private final RawConnection connection;
    private final boolean pipelined;
    private final boolean chunking;
    private final byte[] head;
    private int unanswered;

    /** What writes a message. */
    @FunctionalInterface
    interface Writing {
        void writeTo(RawConnection connection) throws IOException;
    }

    /** @param pipelined whether a message may follow before the one in front is answered */
    RawSender(Task task, boolean pipelined) throws IOException {
        this.pipelined = pipelined;
        connection = new RawConnection(task);
        String envelope = "MAIL FROM:<" + Task.SENDER + "> SIZE=" + task.load().size() + "\r\nRCPT TO:<"
                + Task.RECIPIENT + ">\r\n";
        connection.lines(1);
        connection.write("EHLO localhost\r\n");
        chunking = hello().contains("CHUNKING");
        // a message that may have been refused leaves a state that nobody knows (RFC 3030 section 2)
        String reset = pipelined ? "RSET\r\n" : "";
        head = (chunking ? reset + envelope + "BDAT " + task.load().size() + " LAST\r\n" : envelope + "DATA\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Held in memory, or made while it is written. */
    static Writing content(MailText text) {
        if (text.size() > Content.HELD) {
            return connection -> text.writeTo(connection.stream());
        }
        byte[] octets = text.octets();
        return connection -> connection.write(octets);
    }

    private String hello() throws IOException {
        StringBuilder all = new StringBuilder();
        String line;
        do {
            line = connection.lines(1);
            all.append(line);
        } while (line.charAt(3) == '-');
        return all.toString();
    }

    /** Sends one; its answers are waited for unless further ones may follow. */
    void send(Writing content) throws IOException {
        connection.write(head);
        if (chunking) {
            content.writeTo(connection);
            unanswered += repliesToOne();
            await(pipelined ? WINDOW : 0);
        } else {
            unanswered += 3;
            await(0);
            content.writeTo(connection);
            connection.write(".\r\n");
            unanswered++;
            await(pipelined ? 1 : 0);
        }
    }

    private void await(int most) throws IOException {
        while (unanswered > most) {
            unanswered -= hear();
        }
    }

    /** Waits for at least one reply, and counts those that have come; each is a line. */
    int hear() throws IOException {
        return connection.countLines();
    }

    /** How many replies a message has: with {@code BDAT} over a pipelined session there is a {@code RSET} in front. */
    final int repliesToOne() {
        return pipelined || !chunking ? 4 : 3;
    }

    /** Whether content goes by {@code BDAT}. */
    final boolean chunks() {
        return chunking;
    }

    final RawConnection connection() {
        return connection;
    }

    /** Waits for what is unanswered. */
    void settle() throws IOException {
        await(0);
    }

    /** Waits for what is unanswered, and ends the session. */
    void quit() throws IOException {
        settle();
        connection.write("QUIT\r\n");
        connection.readToEnd();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
