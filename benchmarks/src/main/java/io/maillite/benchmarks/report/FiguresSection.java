package io.maillite.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Shows figures by their names: the median of all runs, and in brackets how far they lie apart. */
final class FiguresSection {
    private static final Set<String> CHARTED =
            Set.of(FigureNames.RSS, FigureNames.LIVE_HEAP, FigureNames.START, FigureNames.JARS);

    private final Summary summary;
    private final Set<String> names = new LinkedHashSet<>();

    FiguresSection(Table table) {
        this.summary = new Summary(table.rows());
        table.rows().forEach(row -> names.addAll(row.figures().keySet()));
    }

    Markdown table() {
        List<String> head = new ArrayList<>(List.of("who"));
        head.addAll(names);
        head.add("");
        Markdown table = new Markdown(head);
        for (String peer : summary.peers()) {
            List<String> cells = new ArrayList<>(List.of(peer));
            for (String name : names) {
                cells.add(text(summary.warm(peer, figure(name))));
            }
            cells.add(summary.note(peer).orElse(""));
            table.row(cells);
        }
        return table;
    }

    /** What matters most of it, for a chart. */
    Bars bars(String title) {
        String unit =
                names.stream().filter(FiguresSection::mattersMost).findFirst().orElse("");
        Map<String, Double> values = new LinkedHashMap<>();
        for (String peer : summary.peers()) {
            summary.warm(peer, figure(unit)).ifPresent(spread -> values.put(peer, spread.median()));
        }
        return Bars.of(title, unit, values);
    }

    private static boolean mattersMost(String name) {
        return CHARTED.contains(name) || name.startsWith(FigureNames.HEAP);
    }

    private static ToDoubleFunction<Row> figure(String name) {
        return row -> row.figures().getOrDefault(name, Double.NaN);
    }

    private static String text(Optional<Spread> spread) {
        return spread.map(some -> some.min() == some.max()
                        ? number(some.median())
                        : number(some.median()) + " (" + number(some.min()) + " – " + number(some.max()) + ")")
                .orElse("–");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : TransferFigures.text(value);
    }
}
