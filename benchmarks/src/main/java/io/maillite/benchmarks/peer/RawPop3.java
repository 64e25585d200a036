package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Drains a mailbox with the commands and windows of {@code pop3lite}, and counts octets. */
final class RawPop3 implements Peer {
    private static final int WINDOW = 256;
    private static final long WINDOW_OCTETS = 4 << 20;

    @Override
    public Work prepare(Task task) {
        return () -> drain(task);
    }

    static long drain(Task task) throws IOException {
        return drain(task, RawConnection.NOBODY);
    }

    /**
     * Drains it.
     *
     * @param taker takes the messages, each before it is marked
     * @return octets that came with the messages
     */
    static long drain(Task task, RawConnection.Taker taker) throws IOException {
        try (RawConnection connection = new RawConnection(task)) {
            connection.lines(1);
            connection.write("CAPA\r\n");
            ends(connection, 1);
            connection.write("AUTH PLAIN " + plain(task) + "\r\n");
            connection.lines(1);
            connection.write("CAPA\r\nSTAT\r\nUIDL\r\nLIST\r\n");
            ends(connection, 3);
            long before = connection.octets();
            retrieve(connection, task, taker);
            connection.write("QUIT\r\n");
            connection.readToEnd();
            return connection.octets() - before;
        }
    }

    /** RFC 4616: every server here offers it. */
    private static String plain(Task task) {
        String message = "\0" + task.account() + "\0" + Task.PASSWORD;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    private static void ends(RawConnection connection, int count) throws IOException {
        int left = count;
        while (left > 0) {
            left -= connection.countEnds();
        }
    }

    private static void retrieve(RawConnection connection, Task task, RawConnection.Taker taker) throws IOException {
        int messages = task.load().messages();
        long room = Math.max(1, Math.min(WINDOW, WINDOW_OCTETS / task.load().size()));
        int asked = 0;
        int came = 0;
        int marked = 0;
        while (came < messages) {
            // filled from a low water mark, so that commands go out in groups
            if (asked - came <= room / 2) {
                while (asked < messages && asked - came < room) {
                    connection.write("RETR " + ++asked + "\r\n");
                }
                marked = asked < messages ? mark(connection, marked, came) : marked; // else they go at the end
            }
            came += connection.countEnds(taker);
        }
        int unanswered = messages - marked;
        mark(connection, marked, messages);
        // QUIT commits, so the component sends it when all before it was answered
        while (unanswered > 0) {
            unanswered -= connection.countLines();
        }
    }

    private static int mark(RawConnection connection, int marked, int came) throws IOException {
        for (int number = marked + 1; number <= came; number++) {
            connection.write("DELE " + number + "\r\n");
        }
        return came;
    }
}
