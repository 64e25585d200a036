package io.maillite.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at message content eight octets at a time, as one word: almost all of it is of no interest to either side of
 * dot-stuffing, and to look at each octet took longer than to send it.
 */
final class Octets {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGH_BITS = ~LOW_BITS;

    private static final long DOTS = '.' * ONES;
    private static final long CRS = '\r' * ONES;
    private static final long LFS = '\n' * ONES;

    /** Behind a word, so much more is looked at: the LF of a CR, and the dot behind it. */
    private static final int LOOK_AHEAD = 2;

    private Octets() {}

    /** Where the first dot is; {@code to} if there is none. */
    static int indexOfDot(byte[] in, int from, int to) {
        int i = from;
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
        int i = from;
        if (i < to && in[i] == '\n') {
            return i;
        }
        for (; i <= to - Long.BYTES - LOOK_AHEAD; i += Long.BYTES) {
            long crs = zeros(word(in, i) ^ CRS);
            long lfs = zeros(word(in, i + 1) ^ LFS);
            if (crs != lfs || (dots && (lfs & zeros(word(in, i + 2) ^ DOTS)) != 0)) {
                break;
            }
        }
        return i;
    }

    /** The high bit of each octet that is zero, and no other bit. */
    private static long zeros(long word) {
        return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
    }

    private static long word(byte[] in, int at) {
        return (long) WORD.get(in, at);
    }
}
