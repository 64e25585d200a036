package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;

/** What every failure must be, whatever the server has said. */
public final class Failures {
    private static final int LONGEST_MESSAGE = 4000;

    private Failures() {}

    /** Fit to be shown, of a sensible length, and says something. */
    public static void check(Throwable failure) {
        String message = failure.getMessage();
        assertThat(message).as("the message of %s", failure.getClass()).isNotBlank();
        assertThat(message.length()).as(message).isLessThan(LONGEST_MESSAGE);
        message.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                throw new AssertionError(
                        String.format("A message holds the control character U+%04X: %s", c, message), failure);
            }
        });
    }
}
