package io.maillite.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Message content as a trace shows it: line by line, however it was split on its way, so that a secret in it is seen
 * whole. Of a long line it keeps more than will be shown and no more.
 */
final class TracedContent {
    private static final int KEPT = 4096;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    TracedContent(Consumer<String> lines) {
        this.lines = lines;
    }

    synchronized void add(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n') {
                show();
            } else if (line.size() < KEPT) {
                line.write(octets[i]);
            }
        }
    }

    /** Shows what has come of a line that will have no end. */
    synchronized void end() {
        if (line.size() > 0) {
            show();
        }
    }

    private void show() {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
