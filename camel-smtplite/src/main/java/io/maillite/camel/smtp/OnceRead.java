package io.maillite.camel.smtp;

import io.maillite.camel.support.MailContent;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What came of bodies that can be read only once, as far as anybody knows, for whoever sends the exchange again:
 * Camel's error handler gives it the same body, of which nothing is left, or the half that was not read when it failed.
 */
final class OnceRead {
    private static final String PROPERTY = "CamelSmtpLiteOnceRead";

    private final Map<Object, MailContent> contents = Collections.synchronizedMap(new IdentityHashMap<>(1));
    private final Map<Object, Exception> failures = Collections.synchronizedMap(new IdentityHashMap<>(1));

    private OnceRead() {}

    static OnceRead of(Exchange exchange) {
        OnceRead known = exchange.getProperty(PROPERTY, OnceRead.class);
        if (known == null) {
            known = new OnceRead();
            exchange.setProperty(PROPERTY, known);
        }
        return known;
    }

    /**
     * What was in it.
     *
     * @return null if it was not read yet
     * @throws IOException as when it was read
     */
    @Nullable
    MailContent content(Object body) throws IOException {
        Exception failure = failures.get(body);
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return contents.get(body);
    }

    /** It is read from now on: until it is held, whatever ends that, it is not to be read again. */
    void begun(Object body) {
        failures.put(body, new IOException("it was not read to its end"));
    }

    /** It was not read after all. */
    void unread(Object body) {
        failures.remove(body);
    }

    void held(Object body, MailContent content) {
        failures.remove(body);
        contents.put(body, content);
    }

    void failed(Object body, Exception cause) {
        failures.put(body, cause);
    }
}
