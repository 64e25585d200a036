package io.maillite.examples.migrating;

import java.util.Map;

/**
 * What came of both routes of a migration, fact by fact.
 *
 * @param of what was run
 */
record Outcome(Migration of, Map<String, String> theirs, Map<String, String> ours) {
    private static final String ROW = "  %-2s%-26s%-34s%s%n";

    boolean isTheSame() {
        return theirs.equals(ours);
    }

    boolean oursIsAsWanted() {
        return ours.equals(of.wanted());
    }

    /** As text; a star marks what differs. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(
                "%s%n  camel-mail  %s%n  here        %s%n",
                of.title(), of.theirs().uri(), of.ours().uri()));
        text.append(String.format(ROW, "", "", "camel-mail", "here"));
        theirs.forEach((fact, what) -> {
            String here = ours.getOrDefault(fact, "");
            text.append(String.format(ROW, what.equals(here) ? "" : "*", fact, what, here));
        });
        return text.toString();
    }
}
