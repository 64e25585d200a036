package io.maillite.testkit.evidence;

/**
 * How much a test of a promise tries: a sample in the usual build, everything where {@code -Dmaillite.effort=full} or
 * the environment variable {@code MAILLITE_EFFORT=full} asks for it.
 */
public enum Effort {
    /** What a build can afford each time. */
    SAMPLE,
    /** All of it. */
    FULL;

    /** What was asked for. */
    public static Effort asked() {
        String asked = System.getProperty("maillite.effort", System.getenv().getOrDefault("MAILLITE_EFFORT", "sample"));
        return switch (asked) {
            case "sample" -> SAMPLE;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException("maillite.effort is sample or full, not '" + asked + "'");
        };
    }

    /** One of both, by what was asked for. */
    public static int choose(int sample, int full) {
        return asked() == FULL ? full : sample;
    }

    @Override
    public String toString() {
        return this == FULL ? "full" : "sample";
    }
}
