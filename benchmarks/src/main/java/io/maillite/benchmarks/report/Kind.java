package io.maillite.benchmarks.report;

/** How what came of a scenario is shown. */
public enum Kind {
    /** Mail was carried: rates, and what they cost. */
    TRANSFER,
    /** Figures as they are called. */
    FIGURES
}
