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
    /** Of an octet. */
    private static final long HIGH_BIT = 0x80;

    private static final long DOTS = '.' * ONES;
    private static final long CRS = '\r' * ONES;
    private static final long LFS = '\n' * ONES;
    private static final long SIXTEENS = 16 * ONES;

    /** The octets of an array begin at a multiple of this in today's JVMs, so those of its words do. */
    private static final int ALIGNMENT = Long.BYTES;

    private Octets() {}

    /**
     * Where the first dot is that stands at {@code from} or behind an LF; {@code to} if there is none.
     *
     * <p>Text has a dot about once a line, so one within a line must cost no more than a look at its word.
     */
    static int indexOfLeadingDot(byte[] in, int from, int to) {
        int i = from;
        for (int end = Math.min(aligned(from), to); i < end; i++) {
            if (in[i] == '.' && (i == from || in[i - 1] == '\n')) {
                return i;
            }
        }
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = word(in, i);
            long dots = word ^ DOTS;
            if (((dots - ONES) & ~dots & HIGH_BITS) != 0) { // there is one
                long first = i == from || in[i - 1] == '\n' ? HIGH_BIT : 0;
                long leading = zeros(dots) & ((zeros(word ^ LFS) << Byte.SIZE) | first);
                if (leading != 0) {
                    return i + Long.numberOfTrailingZeros(leading) / Byte.SIZE;
                }
            }
        }
        while (i < to && (in[i] != '.' || (i > from && in[i - 1] != '\n'))) {
            i++;
        }
        return i;
    }

    /**
     * How far content can go out as it is: no LF without a CR in front of it, none but LF behind a CR, and no dot at
     * the start of a line. What is found may be less than there is, by some octets.
     *
     * <p>A word without an octet below 16 holds no line end, and is passed over at once: so are most.
     *
     * @param from not behind a CR; and if it starts a line, no dot is there
     * @param dots whether dots that start lines matter
     * @return up to where; what is behind it may not fit to what is in front
     */
    static int endOfClean(byte[] in, int from, int to, boolean dots) {
        int i = from;
        boolean behindCr = false;
        boolean behindLf = false;
        for (int end = Math.min(aligned(from), to); i < end; i++) {
            byte octet = in[i];
            if (behindCr != (octet == '\n') || (dots && behindLf && octet == '.')) {
                return i;
            }
            behindCr = octet == '\r';
            behindLf = octet == '\n';
        }
        long crInFront = behindCr ? HIGH_BIT : 0;
        long lfInFront = behindLf ? HIGH_BIT : 0;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = word(in, i);
            if ((someBelow16(word) | crInFront | lfInFront) != 0) {
                long crs = zeros(word ^ CRS);
                long lfs = zeros(word ^ LFS);
                if (lfs != ((crs << Byte.SIZE) | crInFront)
                        || (dots && (zeros(word ^ DOTS) & ((lfs << Byte.SIZE) | lfInFront)) != 0)) {
                    return i;
                }
                crInFront = crs >>> (Long.SIZE - Byte.SIZE);
                lfInFront = lfs >>> (Long.SIZE - Byte.SIZE);
            }
        }
        return i;
    }

    /** Not 0 if an octet of the word is below 16, and only then. */
    private static long someBelow16(long word) {
        return (word - SIXTEENS) & ~word & HIGH_BITS;
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
