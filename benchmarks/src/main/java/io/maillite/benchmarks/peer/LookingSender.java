package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Does what no mail client can leave out: it looks at each octet for what a server must not be sent (a CR or an LF that
 * stands alone, octets over 127), reads what it is answered, and knows which message each reply belongs to.
 */
final class LookingSender extends RawSender {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private final Queue<Sent> unanswered = new ArrayDeque<>();

    /** A message, and what the server has said to it so far. */
    static final class Sent {
        private int answers;
        private boolean refused;
        private String reply = "";

        /** The last reply. */
        String reply() {
            return reply;
        }

        int code() {
            return Integer.parseInt(reply.substring(0, 3));
        }

        String enhancedStatus() {
            return reply.substring(4, 9);
        }
    }

    LookingSender(Task task, boolean pipelined) throws IOException {
        super(task, pipelined);
    }

    /** Sends one; its answers are waited for unless further ones may follow. */
    Sent send(byte[] octets) throws IOException {
        require(isClean(octets));
        Sent message = new Sent();
        unanswered.add(message);
        send(connection -> connection.write(octets));
        return message;
    }

    @Override
    int hear() throws IOException {
        int count = 0;
        do {
            String line = connection().line();
            count++;
            Sent oldest = unanswered.element();
            oldest.reply = line;
            oldest.refused |= line.charAt(0) > '3';
            if (++oldest.answers == repliesToOne()) {
                unanswered.remove();
                require(!oldest.refused);
            }
        } while (connection().hasBuffered());
        return count;
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("Not as it should be");
        }
    }

    /** Where a word holds something that is not plain, its octets are looked at one by one. */
    private static boolean isClean(byte[] octets) {
        boolean clean = true;
        int at = 0;
        for (; at + Long.BYTES <= octets.length; at += Long.BYTES) {
            long word = (long) WORD.get(octets, at);
            long cr = word ^ (ONES * '\r');
            long lf = word ^ (ONES * '\n');
            if ((zeros(cr) | zeros(lf) | (word & TOPS)) != 0) {
                clean &= isClean(octets, at, at + Long.BYTES);
            }
        }
        return clean && isClean(octets, at, octets.length);
    }

    /** The top bit of each octet that is 0; above one of those also of one that is 1. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & TOPS;
    }

    private static boolean isClean(byte[] octets, int from, int to) {
        boolean clean = true;
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet == '\r') {
                clean &= i + 1 < octets.length && octets[i + 1] == '\n';
            } else if (octet == '\n') {
                clean &= i > 0 && octets[i - 1] == '\r';
            } else {
                clean &= octet >= 0;
            }
        }
        return clean;
    }
}
