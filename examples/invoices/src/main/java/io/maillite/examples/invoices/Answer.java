package io.maillite.examples.invoices;

import io.maillite.camel.pop3.Pop3LiteHeaders;
import io.maillite.camel.smtp.SmtpLiteHeaders;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes the answer, with an envelope, as RFC 3834 wants it from a machine: to the address in {@code Return-Path}, from
 * nobody, and never to another machine. Where none is due, there is no recipient.
 */
public final class Answer implements Processor {
    private static final Pattern RETURN_PATH = Pattern.compile("<([^<>\\s]+@[^<>\\s]+)>");

    private final String sender;

    /** @param sender the address that invoices come to */
    public Answer(String sender) {
        this.sender = sender;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<?, ?> fields = message.getHeader(Pop3LiteHeaders.HEADERS, Map.of(), Map.class);
        Matcher returnPath = RETURN_PATH.matcher(text(fields, "Return-Path"));
        String automatic = text(fields, "Auto-Submitted");
        if (!returnPath.matches() || !(automatic.isEmpty() || automatic.equalsIgnoreCase("no"))) {
            message.removeHeader(SmtpLiteHeaders.TO);
            return;
        }
        message.setHeader(SmtpLiteHeaders.FROM, "<>");
        message.setHeader(SmtpLiteHeaders.TO, returnPath.group(1));
        message.setBody(text(returnPath.group(1), fields));
    }

    private String text(String recipient, Map<?, ?> fields) {
        String id = text(fields, "Message-ID");
        String reference = id.matches("<[!-~]{1,200}>") ? "In-Reply-To: " + id + "\r\nReferences: " + id + "\r\n" : "";
        return "From: <" + sender + ">\r\nTo: <" + recipient + ">\r\nSubject: We have your invoice\r\nDate: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n"
                + reference + "Auto-Submitted: auto-replied\r\n\r\nThank you. It is with those who pay.\r\n";
    }

    /** The field, if there is exactly one. */
    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String value ? value.strip() : "";
    }
}
