package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import io.maillite.wire.DotWriter;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Does what no mail client can leave out: it looks at each octet for what a server must not be sent, which is a CR or
 * an LF that stands alone, and with {@code DATA} a dot that would end it; it reads what it is answered, and knows which
 * message each reply belongs to. The server has enhanced status codes (RFC 2034).
 */
final class LookingSender extends RawSender {
    private final Queue<Sent> inFlight = new ArrayDeque<>();

    /** A message, and what the server has said to it so far. */
    static final class Sent {
        private int replies;
        private String last = "";

        /** The last reply, once it has come. */
        String reply() {
            return last;
        }

        int code() {
            return Integer.parseInt(last.substring(0, 3));
        }

        String enhancedStatus() {
            return last.substring(4, 9);
        }
    }

    LookingSender(Task task, boolean pipelined) throws IOException {
        super(task, pipelined);
    }

    /** Sends one; its answers are waited for unless further ones may follow. */
    Sent send(byte[] octets) throws IOException {
        Sent message = new Sent();
        inFlight.add(message);
        send(connection -> write(octets, connection));
        return message;
    }

    private void write(byte[] octets, RawConnection connection) throws IOException {
        if (chunks()) {
            DotWriter look = DotWriter.lineEndsOnly((from, offset, length) -> {});
            require(look.clean(octets, 0, octets.length) == octets.length && look.isAtLineStart());
            connection.write(octets);
        } else {
            DotWriter content = DotWriter.stuffing((from, offset, length) -> put(connection, from, offset, length));
            content.write(octets, 0, octets.length);
            content.end();
        }
    }

    private static void put(RawConnection connection, byte[] from, int offset, int length) throws MailException {
        try {
            connection.write(from, offset, length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int hear() throws IOException {
        int count = 0;
        do {
            Sent oldest = inFlight.element();
            if (++oldest.replies < repliesToOne()) {
                require(connection().skipLine() <= '3');
            } else {
                inFlight.remove();
                oldest.last = connection().line();
                require(oldest.last.charAt(0) == '2');
            }
            count++;
        } while (connection().hasLine());
        return count;
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("A message with other line ends, or a refusal");
        }
    }
}
