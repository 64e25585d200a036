package io.maillite.camel.smtp;

import io.maillite.smtp.DeliveryInDoubtException;
import io.maillite.smtp.SmtpBatchException;
import io.maillite.smtp.SmtpPermanentException;
import io.maillite.smtp.SmtpTransientException;
import io.maillite.wire.ServerAddress;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a span says of where a message went and what became of it. Who sends and who receives is nobody's business here:
 * recipients are counted, and what the server said of them is left out, since it names them.
 */
final class SpanTags {
    private static final String SERVER_ADDRESS = "server.address";
    private static final String SERVER_PORT = "server.port";
    private static final String OUTCOME = "maillite.smtp.outcome";
    private static final String REPLY_CODE = "maillite.smtp.reply_code";
    private static final String ENHANCED_STATUS = "maillite.smtp.enhanced_status";
    private static final String ACCEPTED = "maillite.smtp.recipients.accepted";
    private static final String REFUSED = "maillite.smtp.recipients.refused";
    private static final String MESSAGES = "maillite.smtp.messages";

    private SpanTags() {}

    /** Before it is sent. */
    static void putServer(Endpoint where, BiConsumer<String, String> span) {
        if (where instanceof SmtpLiteEndpoint endpoint) {
            ServerAddress server = endpoint.getConfiguration().server();
            span.accept(SERVER_ADDRESS, server.host());
            span.accept(SERVER_PORT, Integer.toString(server.port()));
        }
    }

    /** When it was. */
    static void putOutcome(Exchange exchange, BiConsumer<String, String> span) {
        Message message = exchange.getMessage();
        span.accept(OUTCOME, outcome(exchange));
        put(REPLY_CODE, message.getHeader(SmtpLiteHeaders.REPLY_CODE), span);
        put(ENHANCED_STATUS, message.getHeader(SmtpLiteHeaders.ENHANCED_STATUS), span);
        put(ACCEPTED, size(message.getHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS)), span);
        put(REFUSED, size(message.getHeader(SmtpLiteHeaders.REFUSED_RECIPIENTS)), span);
        put(MESSAGES, size(message.getHeader(SmtpLiteHeaders.RESULTS)), span);
    }

    /** What failed, without the words of the server. */
    static Map<String, String> error(Exchange exchange) {
        Exception cause = exchange.getException();
        return Map.of(
                "event",
                "error",
                "error.kind",
                cause == null ? "none" : cause.getClass().getName(),
                "message",
                outcome(exchange));
    }

    private static String outcome(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            Integer refused = size(exchange.getMessage().getHeader(SmtpLiteHeaders.REFUSED_RECIPIENTS));
            return refused == null || refused == 0 ? "delivered" : "delivered_partly";
        }
        if (failure instanceof DeliveryInDoubtException) {
            return "in_doubt";
        }
        if (failure instanceof SmtpBatchException) {
            return "some_failed";
        }
        if (failure instanceof SmtpTransientException) {
            return "transient";
        }
        return failure instanceof SmtpPermanentException ? "permanent" : "failed";
    }

    private static @Nullable Integer size(@Nullable Object header) {
        if (header instanceof Collection<?> all) {
            return all.size();
        }
        return header instanceof Map<?, ?> map ? (Integer) map.size() : null;
    }

    private static void put(String tag, @Nullable Object value, BiConsumer<String, String> span) {
        if (value != null) {
            span.accept(tag, value.toString());
        }
    }
}
