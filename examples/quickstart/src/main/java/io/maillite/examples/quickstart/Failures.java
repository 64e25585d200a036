package io.maillite.examples.quickstart;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;

/** Says in a line why the mailbox could not be read; the next poll tries again. */
final class Failures implements ExceptionHandler {
    private final Progress progress;
    private String last = "";

    Failures(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void handleException(Throwable failure) {
        handleException("", failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(message, null, failure);
    }

    @Override
    public synchronized void handleException(String message, @Nullable Exchange exchange, Throwable failure) {
        String what = String.valueOf(failure.getMessage());
        if (!what.equals(last)) {
            progress.say("  trouble with the mailbox: " + what);
            last = what;
        }
    }
}
