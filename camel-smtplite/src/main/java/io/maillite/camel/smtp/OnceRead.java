package io.maillite.camel.smtp;

import io.maillite.camel.support.MailContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What came of bodies that can be read only once, for whoever sends the exchange again: Camel's error handler gives it
 * the same body, of which nothing is left, or the half that was not read when it failed.
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

    void held(Object body, MailContent content) {
        if (isOne(body)) {
            contents.put(body, content);
        }
    }

    void failed(Object body, Exception cause) {
        if (isOne(body)) {
            failures.put(body, cause);
        }
    }

    /** Anything else gives a stream of its own to whoever asks for one. */
    private static boolean isOne(Object body) {
        return body instanceof InputStream || body instanceof Readable;
    }
}
