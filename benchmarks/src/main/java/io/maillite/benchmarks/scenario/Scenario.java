package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.report.Kind;
import io.maillite.benchmarks.report.Row;
import java.util.List;

/** What is measured. */
public interface Scenario {
    /** Its name on the command line, and of the file with its results. */
    String id();

    /** What it is, in a line. */
    String title();

    /** How it is shown. */
    default Kind kind() {
        return Kind.FIGURES;
    }

    /** Whom it can measure. */
    List<String> peers();

    /** Measures it: all runs of all peers. */
    List<Row> measure(Bench bench) throws Exception;
}
