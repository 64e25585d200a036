package io.maillite.camel.pop3;

import io.maillite.wire.ServerAddress;
import io.maillite.wire.ServerText;
import java.util.function.BiConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a span says of a mailbox and a message of it: what the server says, and nothing that is in the mail. */
final class SpanTags {
    private static final String SERVER_ADDRESS = "server.address";
    private static final String SERVER_PORT = "server.port";
    private static final String MAILBOX = "maillite.mailbox";
    private static final String OPERATION = "maillite.operation";
    private static final String UNIQUE_ID = "maillite.unique_id";
    private static final String SIZE = "maillite.message.size";

    private SpanTags() {}

    /** @param span takes the tags */
    static void put(Exchange exchange, Endpoint where, BiConsumer<String, String> span) {
        if (where instanceof Pop3LiteEndpoint endpoint) {
            ServerAddress server = endpoint.getConfiguration().server();
            span.accept(SERVER_ADDRESS, server.host());
            span.accept(SERVER_PORT, Integer.toString(server.port()));
            span.accept(MAILBOX, endpoint.getConfiguration().mailboxName());
            Pop3Operation operation = endpoint.getConfiguration().getOperation();
            if (operation != null) {
                span.accept(OPERATION, operation.name());
            }
        }
        Message message = exchange.getMessage();
        put(UNIQUE_ID, message.getHeader(Pop3LiteHeaders.UID), span);
        put(SIZE, message.getHeader(Pop3LiteHeaders.SIZE), span);
    }

    private static void put(String tag, @Nullable Object value, BiConsumer<String, String> span) {
        if (value != null) {
            span.accept(tag, ServerText.printable(value.toString()));
        }
    }
}
