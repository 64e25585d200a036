package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.io.IOException;

/** Drains a mailbox with the commands and windows of {@code pop3lite}, and counts octets. */
final class RawPop3 implements Peer {
    private static final int WINDOW = 256;
    private static final long WINDOW_OCTETS = 4 << 20;

    @Override
    public Work prepare(Task task) {
        return () -> drain(task);
    }

    private static long drain(Task task) throws IOException {
        try (RawConnection connection = new RawConnection(task)) {
            connection.lines(1);
            connection.write("CAPA\r\n");
            ends(connection, 1);
            connection.write("USER " + task.account() + "\r\n");
            connection.lines(1);
            connection.write("PASS " + Task.PASSWORD + "\r\n");
            connection.lines(1);
            connection.write("CAPA\r\nSTAT\r\nUIDL\r\nLIST\r\n");
            ends(connection, 3);
            long before = connection.octets();
            retrieve(connection, task);
            connection.write("QUIT\r\n");
            connection.readToEnd();
            return connection.octets() - before;
        }
    }

    private static void ends(RawConnection connection, int count) throws IOException {
        int left = count;
        while (left > 0) {
            left -= connection.countEnds();
        }
    }

    private static void retrieve(RawConnection connection, Task task) throws IOException {
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
            came += connection.countEnds();
        }
        mark(connection, marked, messages);
    }

    private static int mark(RawConnection connection, int marked, int came) throws IOException {
        for (int number = marked + 1; number <= came; number++) {
            connection.write("DELE " + number + "\r\n");
        }
        return came;
    }
}
