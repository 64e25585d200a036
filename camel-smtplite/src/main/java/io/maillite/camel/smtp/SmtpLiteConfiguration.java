package io.maillite.camel.smtp;

import io.maillite.camel.support.MailLiteConfiguration;
import io.maillite.camel.support.MailLogin;
import io.maillite.sasl.AuthMechanism;
import io.maillite.smtp.EightBit;
import io.maillite.smtp.Envelope;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.LineEndings;
import io.maillite.smtp.Protocol;
import io.maillite.smtp.SmtpClient;
import io.maillite.wire.ServerAddress;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of {@code smtplite}: those of one endpoint, and on the component the defaults of its endpoints. */
@Configurer
@UriParams
public class SmtpLiteConfiguration extends MailLiteConfiguration {
    @UriParam(
            label = "advanced",
            defaultValue = "5m",
            description = "How long the server may be silent, and how long a whole reply may take.")
    private Duration readTimeout = Duration.ofMinutes(5);

    @UriParam(
            label = "producer",
            description = "The reverse-path of the envelope; an empty angle pair is the null sender. The"
                    + " header CamelSmtpLiteFrom overrides it.")
    private @Nullable String from;

    @UriParam(
            label = "producer",
            description = "The recipients of the envelope, separated by commas. The header CamelSmtpLiteTo"
                    + " overrides it.")
    private @Nullable String to;

    @UriParam(
            label = "common",
            description = "How to introduce ourselves to the server: a host's name, or an address in"
                    + " brackets. This host's name by default.")
    private @Nullable String localHostName;

    @UriParam(
            label = "producer",
            description = "ESMTP parameters of the message (RET, ENVID, REQUIRETLS, BY, HOLDFOR,"
                    + " MT-PRIORITY and others): NAME=value NAME=value, or a map. Values as they are"
                    + " meant. The header CamelSmtpLiteMailParameters overrides them.")
    private @Nullable Object mailParameters;

    @UriParam(
            label = "producer",
            description = "ESMTP parameters of each recipient (NOTIFY, ORCPT): NAME=value NAME=value, or a"
                    + " map; in a map, an address may stand for a map of its own. Values as they are"
                    + " meant. The header CamelSmtpLiteRecipientParameters overrides them.")
    private @Nullable Object recipientParameters;

    @UriParam(
            label = "producer",
            defaultValue = "FAIL",
            description = "What it is when some recipients got the message and others were refused: a"
                    + " failure, of which a redelivery goes to the rest only (FAIL), or a success with"
                    + " the refused in a header and a warning (ACCEPT).")
    private PartialDelivery partialDelivery = PartialDelivery.FAIL;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether one refused recipient is enough to send nothing to anybody. Not with" + " protocol=LMTP.")
    private boolean requireAllRecipients;

    @UriParam(
            label = "producer",
            defaultValue = "NORMALIZE",
            description = "What becomes of a CR or an LF that stands alone: it becomes CRLF (NORMALIZE),"
                    + " the message is refused before anything is sent (REJECT), or it stays, which"
                    + " takes a server with CHUNKING and BINARYMIME (PRESERVE).")
    private LineEndings lineEndings = LineEndings.NORMALIZE;

    @UriParam(
            label = "producer",
            defaultValue = "REJECT",
            description = "What becomes of a message with octets over 127 where the server does not offer"
                    + " 8BITMIME: it is refused before anything is sent (REJECT), or sent as it is"
                    + " (SEND).")
    private EightBit eightBit = EightBit.REJECT;

    @UriParam(
            label = "common",
            defaultValue = "SMTP",
            description = "SMTP, or LMTP to the server that keeps the mailboxes, with a final reply for"
                    + " each recipient. With LMTP write tls too.")
    private Protocol protocol = Protocol.SMTP;

    @UriParam(
            label = "advanced",
            defaultValue = "AUTO",
            description = "Whether to send commands before those in front of them are answered: if the"
                    + " server offers PIPELINING (AUTO), or never (OFF).")
    private ExtensionUse pipelining = ExtensionUse.AUTO;

    @UriParam(
            label = "advanced",
            defaultValue = "AUTO",
            description =
                    "Whether to send messages by BDAT: if the server offers CHUNKING (AUTO), or never" + " (OFF).")
    private ExtensionUse chunking = ExtensionUse.AUTO;

    @UriParam(
            label = "advanced",
            defaultValue = "1048576",
            description = "A body that can be read only once is kept before it is sent: in memory up to so"
                    + " many octets, else in a temporary file.")
    private long spoolThreshold = 1024L * 1024;

    @UriParam(
            label = "advanced",
            defaultValue = "8",
            description = "How many connections to the server at most, over all routes that use this" + " endpoint.")
    private int maxConnections = 8;

    @UriParam(label = "advanced", defaultValue = "30s", description = "How long to wait for a free connection.")
    private Duration acquireTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "advanced",
            defaultValue = "100",
            description = "How many messages to send over a connection before it is ended with QUIT and" + " replaced.")
    private int maxMessagesPerConnection = 100;

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            description = "How long a connection may be idle before it is ended with QUIT.")
    private Duration idleTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "advanced",
            defaultValue = "10m",
            description = "How long to wait for the reply to the end of a message.")
    private Duration dataTimeout = Duration.ofMinutes(10);

    /** A copy of its own, for an endpoint that starts from its component's defaults. */
    public SmtpLiteConfiguration copy() {
        return (SmtpLiteConfiguration) duplicate();
    }

    // ---- what they come to

    /** The server that the options name, with the port that is used. */
    ServerAddress server() {
        String host = getHost();
        return SmtpClient.of(host == null ? "" : host)
                .protocol(protocol)
                .port(getPort())
                .tls(tlsMode())
                .server();
    }

    /** What is spoken there: {@code smtp}, {@code lmtp}, or with an {@code s} where TLS comes first. */
    String serviceProtocol() {
        String name = protocol.name().toLowerCase(Locale.ROOT);
        return tlsMode() == TlsMode.IMPLICIT ? name + "s" : name;
    }

    /**
     * How to reach the server that the options name.
     *
     * @throws IllegalArgumentException if an option is wrong, missing, or does not fit another
     */
    SmtpSessions sessions(CamelContext context) {
        if (protocol == Protocol.LMTP && getTls() == null) {
            throw new IllegalArgumentException("With protocol=LMTP say how the connection is secured: tls=NONE,"
                    + " tls=STARTTLS or tls=IMPLICIT");
        }
        if (lineEndings == LineEndings.PRESERVE && chunking == ExtensionUse.OFF) {
            throw new IllegalArgumentException("lineEndings=PRESERVE is not possible with chunking=OFF");
        }
        SmtpClient client = SmtpClient.of(connectionSettings(context))
                .protocol(protocol)
                .localHostName(localHostName)
                .dataTimeout(dataTimeout)
                .lineEndings(lineEndings)
                .eightBit(eightBit)
                .requireAllRecipients(requireAllRecipients);
        AuthMechanism mechanism = AuthMechanism.of(getAuthMechanism());
        if (mechanism != AuthMechanism.AUTO && !mechanism.isSasl()) {
            throw new IllegalArgumentException("authMechanism=" + getAuthMechanism() + " is a command of POP3");
        }
        Optional<MailLogin> login = login();
        return new SmtpSessions(client, login.orElse(null), pipelining, chunking);
    }

    /**
     * Checks the options of a producer, before anything is asked of a server.
     *
     * @throws IllegalArgumentException if one is wrong, or does not fit another
     */
    void validateProducer() {
        requireAtLeast(1, "maxConnections", maxConnections);
        requireAtLeast(1, "maxMessagesPerConnection", maxMessagesPerConnection);
        requireAtLeast(0, "spoolThreshold", spoolThreshold);
        requirePositive("acquireTimeout", acquireTimeout);
        requirePositive("idleTimeout", idleTimeout);
        if (from != null && !from.strip().equals(Envelope.NULL_SENDER)) {
            Envelope.requireAddress(from);
        }
        if (to != null) {
            Addresses.of(to).forEach(Envelope::requireAddress);
        }
        Parameters mail = Parameters.of("mailParameters", mailParameters);
        Parameters rcpt = Parameters.of("recipientParameters", recipientParameters);
        new Envelope(Envelope.NULL_SENDER, List.of(), mail.all(), rcpt.all(), rcpt.single()).requireParameters();
    }

    private static void requireAtLeast(long least, String option, long value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", not " + value);
        }
    }

    private static void requirePositive(String option, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(option + " must be more than 0, not " + value);
        }
    }

    // ---- the options

    @Override
    public Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from;
    }

    public @Nullable String getTo() {
        return to;
    }

    public void setTo(@Nullable String to) {
        this.to = to;
    }

    public @Nullable String getLocalHostName() {
        return localHostName;
    }

    public void setLocalHostName(@Nullable String localHostName) {
        this.localHostName = localHostName;
    }

    public @Nullable Object getMailParameters() {
        return mailParameters;
    }

    public void setMailParameters(@Nullable Object mailParameters) {
        this.mailParameters = mailParameters;
    }

    public @Nullable Object getRecipientParameters() {
        return recipientParameters;
    }

    public void setRecipientParameters(@Nullable Object recipientParameters) {
        this.recipientParameters = recipientParameters;
    }

    public PartialDelivery getPartialDelivery() {
        return partialDelivery;
    }

    public void setPartialDelivery(PartialDelivery partialDelivery) {
        this.partialDelivery = partialDelivery;
    }

    public boolean isRequireAllRecipients() {
        return requireAllRecipients;
    }

    public void setRequireAllRecipients(boolean requireAllRecipients) {
        this.requireAllRecipients = requireAllRecipients;
    }

    public LineEndings getLineEndings() {
        return lineEndings;
    }

    public void setLineEndings(LineEndings lineEndings) {
        this.lineEndings = lineEndings;
    }

    public EightBit getEightBit() {
        return eightBit;
    }

    public void setEightBit(EightBit eightBit) {
        this.eightBit = eightBit;
    }

    public Protocol getProtocol() {
        return protocol;
    }

    public void setProtocol(Protocol protocol) {
        this.protocol = protocol;
    }

    public ExtensionUse getPipelining() {
        return pipelining;
    }

    public void setPipelining(ExtensionUse pipelining) {
        this.pipelining = pipelining;
    }

    public ExtensionUse getChunking() {
        return chunking;
    }

    public void setChunking(ExtensionUse chunking) {
        this.chunking = chunking;
    }

    public long getSpoolThreshold() {
        return spoolThreshold;
    }

    public void setSpoolThreshold(long spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public Duration getAcquireTimeout() {
        return acquireTimeout;
    }

    public void setAcquireTimeout(Duration acquireTimeout) {
        this.acquireTimeout = acquireTimeout;
    }

    public int getMaxMessagesPerConnection() {
        return maxMessagesPerConnection;
    }

    public void setMaxMessagesPerConnection(int maxMessagesPerConnection) {
        this.maxMessagesPerConnection = maxMessagesPerConnection;
    }

    public Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public Duration getDataTimeout() {
        return dataTimeout;
    }

    public void setDataTimeout(Duration dataTimeout) {
        this.dataTimeout = dataTimeout;
    }
}
