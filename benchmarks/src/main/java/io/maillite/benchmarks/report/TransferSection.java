package io.maillite.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows what came of carrying mail. */
final class TransferSection {
    private static final String CAMEL_MAIL = "camel-mail";
    private static final String RAW = "RAW";

    private final Summary summary;

    TransferSection(Table table) {
        this.summary = new Summary(table.rows());
    }

    Markdown table() {
        List<String> head = new ArrayList<>(
                List.of("peer", "messages/s", "min – max", "cold", "× camel-mail", "of RAW", "runs (rounds)"));
        for (TransferFigures figure : TransferFigures.values()) {
            if (figure != TransferFigures.RATE) {
                head.add(figure.title());
            }
        }
        Markdown table = new Markdown(head);
        summary.peers().forEach(peer -> table.row(cells(peer)));
        return table;
    }

    private List<String> cells(String peer) {
        Optional<Spread> rate = summary.warm(peer, TransferFigures.RATE.of());
        List<String> cells = new ArrayList<>();
        cells.add(peer);
        if (rate.isEmpty()) {
            cells.add(summary.note(peer).orElse("no run"));
            for (int i = 0; i < 4 + TransferFigures.values().length; i++) {
                cells.add("");
            }
            return cells;
        }
        Spread spread = rate.get();
        cells.add(TransferFigures.text(spread.median()));
        cells.add(TransferFigures.text(spread.min()) + " – " + TransferFigures.text(spread.max()));
        cells.add(TransferFigures.text(summary.cold(peer, TransferFigures.RATE.of())));
        cells.add(ratio(spread, CAMEL_MAIL, "%.1f"));
        cells.add(ratio(spread, RAW, "%.2f"));
        cells.add(runs(peer, spread));
        for (TransferFigures figure : TransferFigures.values()) {
            if (figure != TransferFigures.RATE) {
                cells.add(TransferFigures.text(summary.warm(peer, figure.of())));
            }
        }
        return cells;
    }

    private String runs(String peer, Spread spread) {
        long failed = summary.failures(peer);
        return spread.count() + " (" + summary.rounds(peer) + ")"
                + (failed > 0 ? " (" + failed + " failed: " + summary.note(peer).orElse("") + ")" : "");
    }

    private String ratio(Spread spread, String other, String format) {
        return summary.warm(other, TransferFigures.RATE.of())
                .map(some -> String.format(Locale.ROOT, format, spread.median() / some.median()))
                .orElse("–");
    }

    /** The rates, for a chart. */
    Bars bars(String title) {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (String peer : summary.peers()) {
            summary.warm(peer, TransferFigures.RATE.of()).ifPresent(rate -> rates.put(peer, rate.median()));
        }
        return Bars.of(title, "messages/s", rates);
    }
}
