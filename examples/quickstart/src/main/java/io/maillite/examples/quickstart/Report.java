package io.maillite.examples.quickstart;

import io.maillite.examples.quickstart.Journey.Stage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The table at the end, and what it comes to. */
final class Report {
    private static final int DIGITS = 16;

    private final Journeys journeys;
    private final PrintStream out;

    Report(Journeys journeys, PrintStream out) {
        this.journeys = journeys;
        this.out = out;
    }

    void print(Workplace place) {
        int names = widest(journey -> journey.message().name());
        int traces = widest(Report::trace);
        String row = "%-" + Math.max(names, 7) + "s  %11s  %-" + DIGITS + "s  %-" + Math.max(traces, 24) + "s  %s%n";
        out.println();
        out.printf(row, "message", "octets", "SHA-256", "put on top by the server", "equal");
        for (Journey journey : journeys.all()) {
            out.printf(
                    row,
                    journey.message().name(),
                    String.format(Locale.ROOT, "%,d", journey.message().octets()),
                    journey.message().sha256().substring(0, DIGITS),
                    trace(journey),
                    journey.isEqual() ? "yes" : "NO");
        }
        out.println();
        List<String> problems = problems();
        problems.forEach(out::println);
        out.println(journeys.count(Journey::isEqual) + " of " + journeys.all().size()
                + " messages came back, octet for octet.");
        out.println("What came back is in " + place.received());
    }

    private int widest(Function<Journey, String> column) {
        return journeys.all().stream()
                .mapToInt(journey -> column.apply(journey).length())
                .max()
                .orElse(0);
    }

    private static String trace(Journey journey) {
        Arrival arrival = journey.arrival();
        if (arrival == null) {
            return "-";
        }
        return arrival.traceOctets() == 0 ? "nothing" : arrival.traceOctets() + " octets: " + arrival.traceFields();
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Journey journey : journeys.all()) {
            String name = journey.message().name();
            Arrival arrival = journey.arrival();
            if (journey.stage() == Stage.NOT_SENT) {
                problems.add(name + " was not sent: " + journey.problem());
            } else if (arrival == null) {
                problems.add(name + " did not come back");
            } else if (arrival.difference() != null) {
                problems.add(name + " came back altered, and was left on the server: SHA-256 "
                        + arrival.sha256().substring(0, DIGITS) + "; first difference: " + arrival.difference());
            }
        }
        for (String name : journeys.repeated()) {
            problems.add(name + " came back more than once");
        }
        return problems;
    }
}
