package io.maillite.camel.smtp;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.UnsafeUriCharactersEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code toD} from making an endpoint, and so a pool of connections, for each recipient: what belongs to the
 * envelope goes by header, and the rest of the URI stays the same.
 */
@SendDynamic("smtplite")
public class SmtpLiteSendDynamicAware extends SendDynamicAwareSupport {
    private static final Map<String, String> HEADERS = Map.of(
            "from", SmtpLiteHeaders.FROM,
            "to", SmtpLiteHeaders.TO,
            "mailParameters", SmtpLiteHeaders.MAIL_PARAMETERS,
            "recipientParameters", SmtpLiteHeaders.RECIPIENT_PARAMETERS);

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public @Nullable DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        String query = URISupport.extractQuery(uri);
        // the elements of a batch have headers of their own, and take nothing but options from the outer exchange
        if (query == null || Batch.isOne(exchange.getMessage().getBody())) {
            return null;
        }
        Map<String, Object> envelope = options(uri);
        envelope.keySet().retainAll(HEADERS.keySet());
        // a reference to a bean is for the endpoint to resolve
        boolean refers =
                envelope.values().stream().anyMatch(value -> value.toString().startsWith("#"));
        return envelope.isEmpty() || refers ? null : new DynamicAwareEntry(uri, originalUri, envelope, Map.of());
    }

    /** As an endpoint of that URI would have them. */
    private static Map<String, Object> options(String uri) throws Exception {
        String encoded = UnsafeUriCharactersEncoder.encode(URISupport.normalizeUri(uri));
        Map<String, Object> options = URISupport.parseParameters(new URI(encoded));
        URISupport.resolveRawParameterValues(options);
        return options;
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        String uri = entry.getUri();
        // as they were written: what is raw, encoded or secret stays so
        String rest = URISupport.parseQuery(URISupport.extractQuery(uri), true).entrySet().stream()
                .filter(option -> !HEADERS.containsKey(option.getKey()))
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&"));
        String base = URISupport.stripQuery(uri);
        return rest.isEmpty() ? base : base + "?" + rest;
    }

    /** As with the options of an endpoint, a header that is there already wins. */
    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return sent -> entry.getProperties().forEach((option, value) -> {
            String header = header(option);
            if (sent.getMessage().getHeader(header) == null) {
                sent.getMessage().setHeader(header, value);
                sent.setProperty(mark(header), true);
            }
        });
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return sent -> entry.getProperties().keySet().forEach(option -> {
            String header = header(option);
            if (sent.removeProperty(mark(header)) != null) {
                sent.getMessage().removeHeader(header);
            }
        });
    }

    private static String header(String option) {
        String header = HEADERS.get(option);
        if (header == null) {
            throw new IllegalStateException(option);
        }
        return header;
    }

    private static String mark(String header) {
        return header + "ByToD";
    }
}
