package io.maillite.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at message content eight octets at a time, as one word: almost all of it is of no interest to either side of
 * dot-stuffing, and to look at each octet took longer than to send it.
 *
 * <p>Words are read where they are aligned: any other is put together from its octets until the JVM has compiled its
 * best code, which takes a young one thousands of messages.
 */
final class Octets {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGH_BITS = ~LOW_BITS;

    private static final long DOTS = '.' * ONES;
    private static final long CRS = '\r' * ONES;
    private static final long LFS = '\n' * ONES;

    /** The octets of an array begin at a multiple of this in today's JVMs, so those of its words do. */
    private static final int ALIGNMENT = Long.BYTES;

    private Octets() {}

    /** Where the first dot is; {@code to} if there is none. */
    static int indexOfDot(byte[] in, int from, int to) {
        int i = from;
        for (int end = Math.min(aligned(from), to); i < end; i++) {
            if (in[i] == '.') {
                return i;
            }
        }
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = word(in, i) ^ DOTS;
            long zeros = (word - ONES) & ~word & HIGH_BITS; // the lowest is right; above it there may be false ones
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        while (i < to && in[i] != '.') {
            i++;
        }
        return i;
    }

    /**
     * How far content can go out as it is: each CR is followed by LF, each LF stands behind a CR, and no line starts
     * with a dot. What is found may be less than there is, by some octets.
     *
     * @param from not behind a CR; and if it starts a line, no dot is there
     * @param dots whether dots that start lines matter
     * @return up to where; a CR in front of it has its LF behind it
     */
    static int endOfClean(byte[] in, int from, int to, boolean dots) {
        int i = aligned(from);
        if (!isClean(in, from, i, to, dots)) {
            return from;
        }
        if (i <= to - 2 * Long.BYTES) {
            long word = word(in, i);
            for (; i <= to - 2 * Long.BYTES; i += Long.BYTES) {
                long next = word(in, i + Long.BYTES);
                long crs = zeros(word ^ CRS);
                long lfs = zeros(behind(word, next, 1) ^ LFS);
                if (crs != lfs || (dots && (lfs & zeros(behind(word, next, 2) ^ DOTS)) != 0)) {
                    break;
                }
                word = next;
            }
        }
        return i;
    }

    /** The same for the few octets in front of a word, with what is looked at behind them. */
    private static boolean isClean(byte[] in, int from, int end, int to, boolean dots) {
        if (end + 1 >= to || (from < to && in[from] == '\n')) {
            return false;
        }
        for (int i = from; i < end; i++) {
            boolean endsLine = in[i] == '\r' && in[i + 1] == '\n';
            boolean alone = !endsLine && (in[i] == '\r' || in[i + 1] == '\n');
            if (alone || (endsLine && dots && in[i + 2] == '.')) {
                return false;
            }
        }
        return true;
    }

    /** The word that begins so many octets behind the first of two. */
    private static long behind(long word, long next, int octets) {
        int bits = octets * Byte.SIZE;
        return (word >>> bits) | (next << (Long.SIZE - bits));
    }

    private static int aligned(int from) {
        return (from + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** The high bit of each octet that is zero, and no other bit. */
    private static long zeros(long word) {
        return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
    }

    private static long word(byte[] in, int at) {
        return (long) WORD.get(in, at);
    }
}
