package io.maillite.testkit.script;

import java.io.IOException;

/** One thing that the server does in a dialogue. */
interface Step {
    /** Does it. An {@link IOException} means that the connection failed under it. */
    void play(Stage stage) throws IOException, Deviation, InterruptedException;

    /** How the dialogue would say it. */
    String describe();

    /** Whether nothing can follow it. */
    default boolean isLast() {
        return false;
    }
}
