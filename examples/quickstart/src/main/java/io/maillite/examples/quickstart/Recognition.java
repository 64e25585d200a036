package io.maillite.examples.quickstart;

import io.maillite.examples.quickstart.Journey.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Tells our messages from those of others that came meanwhile. A server puts trace fields on top and changes nothing
 * below: so a message of ours ends with what was sent. One that was altered is known by its Message-ID.
 */
final class Recognition implements Processor {
    /** The property that holds a {@link Recognised}, if the message is one of ours. */
    static final String RECOGNISED = "recognised";

    private final Journeys journeys;

    Recognition(Journeys journeys) {
        this.journeys = journeys;
    }

    /**
     * A message of ours.
     *
     * @param begin where it begins, under the trace fields
     * @param traceFields their names
     */
    record Recognised(OutgoingMessage message, long begin, String traceFields) {}

    @Override
    public void process(Exchange exchange) throws IOException {
        Recognised ours = recognise(exchange.getMessage().getBody(StreamCache.class));
        if (ours != null) {
            exchange.setProperty(RECOGNISED, ours);
            exchange.getMessage().setHeader(Exchange.FILE_NAME, ours.message().name());
        }
    }

    private @Nullable Recognised recognise(StreamCache body) throws IOException {
        HeaderSection header = HeaderSection.read(from(body, 0));
        List<OutgoingMessage> fitting =
                journeys.messages(message -> header.has(begin(body, message), message.firstLine()));
        OutgoingMessage equal = null;
        for (OutgoingMessage message : fitting) {
            // of two with the same octets, the one that is not back yet
            if ((equal == null || journeys.get(equal.name()).stage() == Stage.CAME_BACK) && isTail(body, message)) {
                equal = message;
            }
        }
        if (equal != null) {
            return recognised(equal, begin(body, equal), header);
        }
        String messageId = header.messageId();
        for (OutgoingMessage message :
                journeys.messages(any -> messageId != null && messageId.equals(any.messageId()))) {
            if (journeys.get(message.name()).stage() != Stage.CAME_BACK) {
                return recognised(message, Math.max(0, header.find(message.firstLine())), header);
            }
        }
        return null;
    }

    private static Recognised recognised(OutgoingMessage message, long begin, HeaderSection header) {
        return new Recognised(message, begin, header.namesBefore(begin));
    }

    private static long begin(StreamCache body, OutgoingMessage message) {
        return body.length() - message.octets();
    }

    private static boolean isTail(StreamCache body, OutgoingMessage message) throws IOException {
        Digest digest = new Digest();
        from(body, begin(body, message)).transferTo(digest);
        return digest.sha256().equals(message.sha256());
    }

    /** The body is a stream that can be read again. */
    private static InputStream from(StreamCache body, long position) throws IOException {
        body.reset();
        InputStream octets = (InputStream) body;
        octets.skipNBytes(position);
        return octets;
    }
}
