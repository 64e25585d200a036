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
        bind(delivery.message(), delivery.content(), exchange, exchange.getIn());
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, delivery.index());
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, batchSize);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, delivery.isLast());
    }

    /** @param message of that exchange, which may have had another body */
    void bind(ListedMessage listed, MailContent content, Exchange exchange, Message message) {
        message.setBody(content);
        MailHeaders headers = new MailHeaders(content);
        if (mapHeaders) {
            map(headers, exchange, message);
        }
        set(message, Pop3LiteHeaders.UID, listed.uniqueId());
        message.setHeader(Pop3LiteHeaders.MESSAGE_NUMBER, listed.number());
        message.setHeader(Pop3LiteHeaders.SIZE, content.length());
        message.setHeader(Pop3LiteHeaders.HEADERS, headers);
        MailDate.of(content)
                .ifPresentOrElse(
                        date -> message.setHeader(Pop3LiteHeaders.MESSAGE_TIMESTAMP, date),
                        () -> message.removeHeader(Pop3LiteHeaders.MESSAGE_TIMESTAMP));
    }

    private static void set(Message message, String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }

    private void map(Map<String, Object> headers, Exchange exchange, Message message) {
        headers.forEach((name, value) -> {
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
