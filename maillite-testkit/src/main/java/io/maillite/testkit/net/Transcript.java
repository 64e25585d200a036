package io.maillite.testkit.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All octets of a connection, both ways, in the order in which the server sent and used them. {@link #toString()} reads
 * like the dialogues of the tests. What goes over {@link #KEPT} octets in one direction is counted, not kept.
 */
public final class Transcript {
    /** So many octets are kept for each direction. */
    public static final int KEPT = 16 << 20;

    private static final int LINE_SHOWN = 160;
    private static final int LINES_SHOWN = 40;

    private enum Kind {
        SENT("S"),
        RECEIVED("C"),
        NOTE("--");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }
    }

    private record Entry(Kind kind, ByteArrayOutputStream octets) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final int kept;

    /** Keeps up to {@link #KEPT} octets for each direction. */
    public Transcript() {
        this(KEPT);
    }

    /** @param kept so many octets for each direction */
    public Transcript(int kept) {
        this.kept = kept;
    }

    synchronized void sent(byte[] octets, int from, int length) {
        add(Kind.SENT, octets, from, length);
    }

    synchronized void received(byte[] octets, int from, int length) {
        add(Kind.RECEIVED, octets, from, length);
    }

    /** Something that happened beside the octets: TLS began, the connection was closed. */
    public synchronized void note(String what) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(what.getBytes(StandardCharsets.UTF_8));
        entries.add(new Entry(Kind.NOTE, text));
    }

    private void add(Kind kind, byte[] octets, int from, int length) {
        if (length == 0) {
            return;
        }
        long before = count(kind);
        counts.put(kind, before + length);
        int keep = (int) Math.max(0, Math.min(length, kept - before));
        if (entries.isEmpty() || entries.get(entries.size() - 1).kind() != kind) {
            entries.add(new Entry(kind, new ByteArrayOutputStream()));
        }
        entries.get(entries.size() - 1).octets().write(octets, from, keep);
    }

    private long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** How many octets the server has sent. */
    public synchronized long sentCount() {
        return count(Kind.SENT);
    }

    /** How many octets the server has received and used. */
    public synchronized long receivedCount() {
        return count(Kind.RECEIVED);
    }

    /** What the server has sent, up to {@link #KEPT} octets. */
    public byte[] sent() {
        return all(Kind.SENT);
    }

    /** What the server has received and used, up to {@link #KEPT} octets. */
    public byte[] received() {
        return all(Kind.RECEIVED);
    }

    /** {@link #received()} as Latin-1 text, so that each character is an octet. */
    public String receivedText() {
        return new String(received(), StandardCharsets.ISO_8859_1);
    }

    private synchronized byte[] all(Kind kind) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            if (entry.kind() == kind) {
                all.writeBytes(entry.octets().toByteArray());
            }
        }
        return all.toByteArray();
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            if (entry.kind() == Kind.NOTE) {
                text.append("-- ")
                        .append(entry.octets().toString(StandardCharsets.UTF_8))
                        .append('\n');
            } else {
                appendLines(text, entry.kind().mark, entry.octets().toByteArray());
            }
        }
        for (Kind kind : new Kind[] {Kind.SENT, Kind.RECEIVED}) {
            if (count(kind) > kept) {
                text.append("-- ").append(kind.mark).append(": ").append(count(kind));
                text.append(" octets in all, the first ").append(kept).append(" kept\n");
            }
        }
        return text.toString();
    }

    /** Octets as lines of a dialogue: {@code S: line} for what ended in CRLF, {@code S= octets} for anything else. */
    public static String lines(String mark, byte[] octets) {
        StringBuilder text = new StringBuilder();
        appendLines(text, mark, octets);
        return text.toString();
    }

    private static void appendLines(StringBuilder text, String mark, byte[] octets) {
        List<int[]> lines = lines(octets);
        for (int i = 0; i < lines.size(); i++) {
            if (i == LINES_SHOWN / 2 && lines.size() > LINES_SHOWN) {
                int left = lines.size() - LINES_SHOWN;
                text.append("-- ").append(mark).append(": ").append(left).append(" lines more\n");
                i += left;
            }
            int from = lines.get(i)[0];
            int to = lines.get(i)[1];
            boolean whole = to - from >= 2 && octets[to - 2] == '\r' && octets[to - 1] == '\n';
            text.append(mark).append(whole ? ": " : "= ");
            text.append(shortened(Octets.visible(octets, from, whole ? to - 2 : to)))
                    .append('\n');
        }
    }

    private static List<int[]> lines(byte[] octets) {
        List<int[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' || i == octets.length - 1) {
                lines.add(new int[] {from, i + 1});
                from = i + 1;
            }
        }
        return lines;
    }

    private static String shortened(String line) {
        return line.length() <= LINE_SHOWN
                ? line
                : line.substring(0, LINE_SHOWN) + "… (" + (line.length() - LINE_SHOWN) + " more)";
    }
}
