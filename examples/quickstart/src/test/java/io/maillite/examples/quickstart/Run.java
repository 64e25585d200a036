package io.maillite.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A run of the program: its exit status and all that it said. */
record Run(int status, String output) {
    static Run of(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = Main.run(arguments, environment, out, out);
        return new Run(status, said.toString(StandardCharsets.UTF_8));
    }
}
