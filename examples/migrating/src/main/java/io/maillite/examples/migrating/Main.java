package io.maillite.examples.migrating;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The command. Its exit status: 0 if what came of our routes is what was wanted, 1 if not. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8)) ? 0 : 1);
    }

    static boolean run(PrintStream out) throws Exception {
        int number = 0;
        int same = 0;
        int ours = 0;
        for (Migration migration : Migrations.all()) {
            Outcome outcome = migration.run();
            out.println(++number + ". " + outcome.text());
            same += outcome.isTheSame() ? 1 : 0;
            ours += outcome.oursIsAsWanted() ? 1 : 0;
        }
        out.printf("The same came of %d of %d. Here, %d of %d are as they should be.%n", same, number, ours, number);
        return ours == number;
    }
}
