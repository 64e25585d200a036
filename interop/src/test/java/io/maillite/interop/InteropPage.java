package io.maillite.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that says what works with what. What stands between the marks is written by the tests. */
final class InteropPage {
    private static final Path FILE = Path.of(System.getProperty("basedir", ""), "..", "docs", "interop.md")
            .normalize();
    private static final String TABLES = "tables";
    private static final String VERSIONS = "versions";

    private InteropPage() {}

    /** What this run has found: a row for each feature, and one for each kind of message. */
    static String tables() {
        String servers = Stream.of(Server.values()).map(Server::toString).collect(Collectors.joining(" | "));
        StringBuilder tables =
                new StringBuilder("| | " + servers + " |\n|---|" + "---|".repeat(Server.values().length) + "\n");
        for (Feature feature : Feature.values()) {
            tables.append("| ").append(feature.title());
            Stream.of(Server.values()).forEach(server -> tables.append(" | ").append(Tried.cell(feature, server)));
            tables.append(" |\n");
        }
        tables.append("\n| Message | `smtplite:` → Postfix → Dovecot → `pop3lite:` |\n|---|---|\n");
        Stream.of(MessageKind.values())
                .forEach(kind -> tables.append("| " + kind.title() + " | " + Tried.journey(kind) + " |\n"));
        return tables.toString();
    }

    /** What the page says. */
    static String committedTables() {
        String page = read();
        return page.substring(start(page, TABLES), end(page, TABLES));
    }

    /** Writes the tables, and with which servers they were found; nobody compares the latter. */
    static void write(String tables) {
        replace(TABLES, tables);
        replace(
                VERSIONS,
                "Written with Dovecot " + Installed.dovecotVersion() + " and Postfix " + Installed.postfixVersion()
                        + ".\n");
    }

    private static void replace(String section, String text) {
        String page = read();
        try {
            Files.writeString(
                    FILE, page.substring(0, start(page, section)) + text + page.substring(end(page, section)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int start(String page, String section) {
        String mark = "<!-- " + section + ": written by the tests -->\n";
        int at = page.indexOf(mark);
        if (at < 0) {
            throw new IllegalStateException(FILE + " has no line " + mark);
        }
        return at + mark.length();
    }

    private static int end(String page, String section) {
        return page.indexOf("<!-- end of " + section + " -->", start(page, section));
    }

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
