package io.maillite.interop;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the tests of this JVM have tried so far, and what came of it. */
final class Tried {
    private static final Map<Cell, Boolean> PASSED = new ConcurrentSkipListMap<>();
    private static final Map<MessageKind, String> JOURNEYS = new ConcurrentSkipListMap<>();

    private Tried() {}

    private record Cell(Feature feature, Server server) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int byFeature = feature.compareTo(other.feature);
            return byFeature != 0 ? byFeature : server.compareTo(other.server);
        }
    }

    /** Counts as passed if it passes each time that it is tried. */
    static void attempt(Feature feature, Server server, Callable<Void> body) throws Exception {
        Cell cell = new Cell(feature, server);
        boolean passed = false;
        try {
            body.call();
            passed = true;
        } finally {
            PASSED.merge(cell, passed, Boolean::logicalAnd);
        }
    }

    static void arrived(MessageKind kind, String how) {
        JOURNEYS.put(kind, how);
    }

    static String cell(Feature feature, Server server) {
        if (!feature.appliesTo(server)) {
            return "";
        }
        Boolean passed = PASSED.get(new Cell(feature, server));
        return passed == null ? "not tried" : passed ? "passed" : "**failed**";
    }

    static String journey(MessageKind kind) {
        return JOURNEYS.getOrDefault(kind, "not tried");
    }

    static long tried(Server server) {
        return PASSED.keySet().stream().filter(cell -> cell.server() == server).count();
    }

    static long passed(Server server) {
        return PASSED.entrySet().stream()
                .filter(entry -> entry.getKey().server() == server && entry.getValue())
                .count();
    }
}
