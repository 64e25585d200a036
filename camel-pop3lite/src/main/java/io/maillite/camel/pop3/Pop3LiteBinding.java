package io.maillite.camel.pop3;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

/** What a message of the maildrop is to Camel: its octets as the body, what the session knows of it as headers. */
final class Pop3LiteBinding {
    private final int batchSize;

    /** @param batchSize how many messages the session is to deliver */
    Pop3LiteBinding(int batchSize) {
        this.batchSize = batchSize;
    }

    void bind(Delivery delivery, Exchange exchange) {
        ListedMessage listed = delivery.message();
        Message message = exchange.getIn();
        message.setBody(delivery.content());
        message.setHeader(Pop3LiteHeaders.UID, listed.uniqueId());
        message.setHeader(Pop3LiteHeaders.MESSAGE_NUMBER, listed.number());
        message.setHeader(Pop3LiteHeaders.SIZE, delivery.content().length());
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, delivery.index());
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, batchSize);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, delivery.isLast());
    }
}
