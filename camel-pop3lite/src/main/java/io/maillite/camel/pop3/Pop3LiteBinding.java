package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What a message of the maildrop is to Camel: its octets as the body, what the session knows of it as headers, and what
 * the mail says of itself in a map of its own.
 */
final class Pop3LiteBinding {
    private final boolean mapHeaders;
    private final @Nullable HeaderFilterStrategy filter;

    Pop3LiteBinding(Pop3LiteConfiguration options) {
        this.mapHeaders = options.isMapHeaders();
        this.filter = options.getHeaderFilterStrategy();
    }

    /** @param batchSize how many messages the session is to deliver */
    void bind(Delivery delivery, int batchSize, Exchange exchange) {
        bind(delivery.message(), delivery.content(), exchange);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, delivery.index());
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, batchSize);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, delivery.isLast());
    }

    /** Makes it the message of a new exchange. */
    void bind(ListedMessage listed, MailContent content, Exchange exchange) {
        Message message = new Pop3LiteMessage(exchange.getContext(), listed, content);
        exchange.setIn(message);
        if (mapHeaders) {
            map(message, exchange);
        }
        if (!content.inMemory()) {
            message.getHeaders(); // as long as the file is there
        }
    }

    /** Puts it into the message that an exchange has; other headers of that stay. */
    void rebind(ListedMessage listed, MailContent content, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(content);
        message.removeHeader(Pop3LiteHeaders.UID);
        message.removeHeader(Pop3LiteHeaders.MESSAGE_TIMESTAMP);
        put(listed, content, message.getHeaders());
        if (mapHeaders) {
            map(message, exchange);
        }
    }

    /** What the session and the mail say, as headers; what they do not say is left out. */
    static void put(ListedMessage listed, MailContent content, Map<String, Object> headers) {
        if (listed.uniqueId() != null) {
            headers.put(Pop3LiteHeaders.UID, listed.uniqueId());
        }
        headers.put(Pop3LiteHeaders.MESSAGE_NUMBER, listed.number());
        headers.put(Pop3LiteHeaders.SIZE, content.length());
        headers.put(Pop3LiteHeaders.HEADERS, new MailHeaders(content));
        MailDate.of(content).ifPresent(date -> headers.put(Pop3LiteHeaders.MESSAGE_TIMESTAMP, date));
    }

    private void map(Message message, Exchange exchange) {
        message.getHeader(Pop3LiteHeaders.HEADERS, MailHeaders.class).forEach((name, value) -> {
            if (!isCamels(name) && (filter == null || !filter.applyFilterToExternalHeaders(name, value, exchange))) {
                message.setHeader(name, value);
            }
        });
    }

    /**
     * Whether Camel or a component of it may act on a header of that name. Whoever sends a mail names its fields, so
     * these are not theirs to set, whatever else a strategy lets through.
     */
    private static boolean isCamels(String name) {
        return startsWith(name, "Camel") || startsWith(name, "org.apache.camel");
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
