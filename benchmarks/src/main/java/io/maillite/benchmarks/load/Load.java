package io.maillite.benchmarks.load;

import java.util.Locale;

/**
 * So many messages of so many octets.
 *
 * @param messages how many
 * @param size octets of each
 */
public record Load(int messages, long size) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;

    /** As {@link #code()} writes it. */
    public static Load of(String code) {
        int x = code.indexOf('x');
        return new Load(Integer.parseInt(code.substring(0, x)), Long.parseLong(code.substring(x + 1)));
    }

    /** {@code 2000x4096}. */
    public String code() {
        return messages + "x" + size;
    }

    /** All octets. */
    public long octets() {
        return messages * size;
    }

    /** The same messages, fewer of them. */
    public Load ofMessages(int count) {
        return new Load(count, size);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d × %s", messages, sizeText());
    }

    private String sizeText() {
        if (size > 0 && size % GIB == 0) {
            return size / GIB + " GiB";
        }
        if (size > 0 && size % MIB == 0) {
            return size / MIB + " MiB";
        }
        return size > 0 && size % KIB == 0 ? size / KIB + " KiB" : size + " octets";
    }
}
