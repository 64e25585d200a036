package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message of the maildrop as that of an exchange. Its headers are made when somebody asks for one: not each route
 * does, and a map of them, and the search for the {@code Date}, are half of what a small message costs before its
 * route.
 */
final class Pop3LiteMessage extends DefaultMessage {
    private final ListedMessage listed;
    private @Nullable MailContent content;
    private @Nullable Map<String, Object> made;

    Pop3LiteMessage(CamelContext context, ListedMessage listed, MailContent content) {
        super(context);
        this.listed = listed;
        this.content = content;
        setBody(content);
    }

    /** A route that reads headers in several threads at once finds the same in all of them. */
    @Override
    protected synchronized Map<String, Object> createHeaders() {
        Map<String, Object> known = made;
        if (known == null) {
            known = super.createHeaders();
            made = known;
        }
        return known;
    }

    @Override
    protected void populateInitialHeaders(Map<String, Object> map) {
        MailContent read = content;
        if (read != null) {
            Pop3LiteBinding.put(listed, read, map);
            content = null; // a message with another body by now holds on to it no longer
        }
    }

    @Override
    protected boolean isPopulateHeadersSupported() {
        return true;
    }

    /** What Camel keeps for the next exchange is no message of the maildrop any more. */
    @Override
    public void reset() {
        super.reset();
        content = null;
    }
}
