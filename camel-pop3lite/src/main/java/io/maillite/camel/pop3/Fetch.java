package io.maillite.camel.pop3;

import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Retrieved;
import java.io.OutputStream;

/** How much of a message to fetch. */
public enum Fetch {
    /** All of it, by {@code RETR}. */
    FULL,
    /** Its header, by {@code TOP}. */
    HEADERS;

    /** The command that fetches a message into a sink, with the bounds that the options set. */
    Pop3Command<Retrieved> command(int number, OutputStream sink, Pop3LiteConfiguration options) {
        return this == HEADERS
                ? Pop3Commands.top(number, options.getTopLines(), sink, options.getMaxMessageSize())
                : Pop3Commands.retr(number, sink, options.getMaxMessageSize());
    }
}
