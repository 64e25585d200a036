package io.maillite.camel.smtp;

import io.maillite.camel.support.MailEndpointBuilder;
import io.maillite.smtp.EightBit;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.LineEndings;
import io.maillite.smtp.Protocol;
import java.time.Duration;

/**
 * The URI of a server that mail is sent to, option by option, for routes in Java:
 *
 * <pre>{@code to(smtplite("mail.example.org").tls(TlsMode.STARTTLS).username("ada").password("{{password}}"))}</pre>
 */
public final class SmtpLiteEndpointBuilder extends MailEndpointBuilder<SmtpLiteEndpointBuilder> {
    private static final String SCHEME = "smtplite";

    private SmtpLiteEndpointBuilder(String host) {
        super(SCHEME, host);
    }

    private SmtpLiteEndpointBuilder(String host, int port) {
        super(SCHEME, host, port);
    }

    /** @param host name or address of the server, with or without {@code :port} */
    public static SmtpLiteEndpointBuilder smtplite(String host) {
        return new SmtpLiteEndpointBuilder(host);
    }

    /**
     * @param host name or address of the server
     * @param port 1 to 65535
     */
    public static SmtpLiteEndpointBuilder smtplite(String host, int port) {
        return new SmtpLiteEndpointBuilder(host, port);
    }

    public SmtpLiteEndpointBuilder from(String from) {
        return option("from", from);
    }

    public SmtpLiteEndpointBuilder to(String to) {
        return option("to", to);
    }

    public SmtpLiteEndpointBuilder localHostName(String localHostName) {
        return option("localHostName", localHostName);
    }

    public SmtpLiteEndpointBuilder mailParameters(Object mailParameters) {
        return option("mailParameters", mailParameters);
    }

    public SmtpLiteEndpointBuilder recipientParameters(Object recipientParameters) {
        return option("recipientParameters", recipientParameters);
    }

    public SmtpLiteEndpointBuilder partialDelivery(PartialDelivery partialDelivery) {
        return option("partialDelivery", partialDelivery);
    }

    public SmtpLiteEndpointBuilder requireAllRecipients(boolean requireAllRecipients) {
        return option("requireAllRecipients", requireAllRecipients);
    }

    public SmtpLiteEndpointBuilder lineEndings(LineEndings lineEndings) {
        return option("lineEndings", lineEndings);
    }

    public SmtpLiteEndpointBuilder eightBit(EightBit eightBit) {
        return option("eightBit", eightBit);
    }

    public SmtpLiteEndpointBuilder protocol(Protocol protocol) {
        return option("protocol", protocol);
    }

    public SmtpLiteEndpointBuilder pipelining(ExtensionUse pipelining) {
        return option("pipelining", pipelining);
    }

    public SmtpLiteEndpointBuilder chunking(ExtensionUse chunking) {
        return option("chunking", chunking);
    }

    public SmtpLiteEndpointBuilder maxConnections(int maxConnections) {
        return option("maxConnections", maxConnections);
    }

    public SmtpLiteEndpointBuilder acquireTimeout(Duration acquireTimeout) {
        return option("acquireTimeout", acquireTimeout);
    }

    public SmtpLiteEndpointBuilder maxMessagesPerConnection(int maxMessagesPerConnection) {
        return option("maxMessagesPerConnection", maxMessagesPerConnection);
    }

    public SmtpLiteEndpointBuilder idleTimeout(Duration idleTimeout) {
        return option("idleTimeout", idleTimeout);
    }

    public SmtpLiteEndpointBuilder dataTimeout(Duration dataTimeout) {
        return option("dataTimeout", dataTimeout);
    }
}
