package io.maillite.examples.migrating;

import java.util.Map;

/**
 * One thing that routes do with mail.
 *
 * @param title what that is
 * @param theirs how it is written for camel-mail
 * @param ours how it is written for {@code pop3lite} or {@code smtplite}
 * @param trial where both are run, each by itself
 * @param wanted what whoever writes the route wants to come of it
 */
record Migration(String title, Form theirs, Form ours, Trial trial, Map<String, String> wanted) {
    /** What came of both. */
    Outcome run() throws Exception {
        return new Outcome(this, trial.of(theirs), trial.of(ours));
    }
}
