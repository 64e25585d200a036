package io.maillite.camel.pop3;

import io.maillite.camel.support.MailLiteConfiguration;
import io.maillite.camel.support.MailLogin;
import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.ServerAddress;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of {@code pop3lite}: those of one endpoint, and on the component the defaults of its endpoints. */
@Configurer
@UriParams
public class Pop3LiteConfiguration extends MailLiteConfiguration {
    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            description = "How long the server may be silent, and how long a whole reply may take; a listing "
                    + "or a message may take longer as a whole, as long as it comes at 1 KiB/s on "
                    + "average.")
    private Duration readTimeout = Duration.ofSeconds(60);

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether to mark each message whose exchange has completed with DELE, and to remove "
                    + "it with QUIT. Otherwise it is left on the server, and never delivered again.")
    private boolean delete = true;

    @UriParam(
            label = "consumer",
            description = "Remembers the messages that were processed and not yet seen gone, by account, "
                    + "server and unique-id. One that outlives the process (file, database) keeps a "
                    + "message from being delivered twice after a crash. In memory by default.")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "How many messages to deliver in one session at most; 0 is all. With greedy=true "
                    + "the next session follows at once, which bounds what one lost connection can "
                    + "repeat.")
    private int maxMessagesPerPoll;

    @UriParam(
            label = "consumer",
            defaultValue = "FULL",
            description = "Whether to fetch whole messages (FULL) or their headers alone (HEADERS, by TOP); "
                    + "delete must then be written.")
    private Fetch fetch = Fetch.FULL;

    @UriParam(
            label = "common",
            defaultValue = "0",
            description = "With fetch=HEADERS and operation=TOP, how many lines of the body to fetch with the headers.")
    private int topLines;

    @UriParam(
            label = "common",
            defaultValue = "0",
            description = "A message of more octets is left on the server and not asked for again, with one "
                    + "warning (a producer fails); 0 is any size.")
    private long maxMessageSize;

    @UriParam(
            label = "advanced",
            defaultValue = "AUTO",
            description = "Whether to send commands before those in front of them are answered: if the server "
                    + "says that it can (AUTO), always (ON), or never (OFF).")
    private Pipelining pipelining = Pipelining.AUTO;

    @UriParam(
            label = "advanced",
            defaultValue = "256",
            description = "How many messages to ask for ahead of the route at most.")
    private int prefetch = 256;

    @UriParam(
            label = "advanced",
            defaultValue = "4194304",
            description = "How many octets to ask for ahead of the route at most, by the sizes that the "
                    + "server lists. One message always may be.")
    private long prefetchSize = 4L * 1024 * 1024;

    @UriParam(
            label = "advanced",
            defaultValue = "1000000",
            description = "How many messages a mailbox may list; more are an error.")
    private int maxListing = Pop3Session.DEFAULT_MAX_LISTING;

    @UriParam(
            label = "advanced",
            defaultValue = "5m",
            description = "How long to wait for the answer to QUIT, while the server removes the messages.")
    private Duration quitTimeout = Duration.ofMinutes(5);

    @UriParam(
            label = "advanced",
            defaultValue = "false",
            description = "Whether to ask for UTF-8 mode (RFC 6856) where the server offers it.")
    private boolean utf8;

    @UriParam(
            label = "advanced",
            defaultValue = "1048576",
            description = "A message of more octets goes to a temporary file while it arrives.")
    private long spoolThreshold = 1024L * 1024;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description =
                    "How many exchanges of one session to process in parallel; 1 keeps the order of the " + "mailbox.")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "filter",
            description = "Which of the mail's own header fields become Camel headers, with mapHeaders=true. "
                    + "None of them ever sets a Camel header.")
    private @Nullable HeaderFilterStrategy headerFilterStrategy;

    @UriParam(
            label = "common",
            defaultValue = "false",
            description = "Whether to copy the mail's own header fields to Camel headers. Whoever sends the "
                    + "mail names them.")
    private boolean mapHeaders;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "After how many failed exchanges a message is left alone on the server until the "
                    + "route restarts, with one warning; 0 is never.")
    private int maxAttempts;

    @UriParam(
            label = "producer",
            description = "What to() does, in a session of its own: a command of POP3. The header "
                    + "CamelPop3LiteOperation overrides it.")
    private @Nullable Pop3Operation operation;

    private boolean deleteWritten;

    /** A copy of its own, for an endpoint that starts from its component's defaults. */
    public Pop3LiteConfiguration copy() {
        return (Pop3LiteConfiguration) duplicate();
    }

    /** The server that the options name, with the port that is used. */
    ServerAddress server() {
        String host = getHost();
        return Pop3Client.of(host == null ? "" : host)
                .port(getPort())
                .tls(tlsMode())
                .server();
    }

    boolean isImplicitTls() {
        return tlsMode() == TlsMode.IMPLICIT;
    }

    /** How the mailbox that the options name is called, whether or not it can be opened. */
    String mailboxName() {
        String username = getUsername();
        return (username == null ? "" : username) + "@" + server();
    }

    /**
     * The mailbox that the options name.
     *
     * @throws IllegalArgumentException if an option is wrong, missing, or does not fit another
     */
    Maildrop maildrop(CamelContext context) {
        MailLogin login = login().orElseThrow(() -> new IllegalArgumentException(
                "username and password are missing (or an access token): POP3 has no mailbox without a login"));
        ConnectionSettings connection = connectionSettings(context);
        Pop3Client client = Pop3Client.of(connection).quitTimeout(quitTimeout).utf8(utf8);
        String who = login.authentication().credentials().username();
        return new Maildrop(client, login, who + "@" + client.server());
    }

    /**
     * Checks the options of a consumer, before anything is asked of a server.
     *
     * @throws IllegalArgumentException if one is wrong, or does not fit another
     */
    void validateConsumer() {
        requireAtLeast(1, "prefetch", prefetch);
        requireAtLeast(1, "prefetchSize", prefetchSize);
        requireAtLeast(1, "concurrentConsumers", concurrentConsumers);
        requireAtLeast(0, "maxMessagesPerPoll", maxMessagesPerPoll);
        requireAtLeast(0, "maxAttempts", maxAttempts);
        validateProducer();
        if (fetch == Fetch.HEADERS && !deleteWritten) {
            throw new IllegalArgumentException(
                    "With fetch=HEADERS say whether to delete: delete=true removes messages of"
                            + " which only the header was read, delete=false leaves them on the server");
        }
    }

    /**
     * Checks the options of a producer, which a consumer has as well.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    void validateProducer() {
        requireAtLeast(1, "maxListing", maxListing);
        requireAtLeast(0, "maxMessageSize", maxMessageSize);
        requireAtLeast(0, "spoolThreshold", spoolThreshold);
        requireAtLeast(0, "topLines", topLines);
    }

    private static void requireAtLeast(long least, String option, long value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", not " + value);
        }
    }

    @Override
    public Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    public boolean isDelete() {
        return delete;
    }

    public void setDelete(boolean delete) {
        this.delete = delete;
        this.deleteWritten = true;
    }

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public Fetch getFetch() {
        return fetch;
    }

    public void setFetch(Fetch fetch) {
        this.fetch = fetch;
    }

    public int getTopLines() {
        return topLines;
    }

    public void setTopLines(int topLines) {
        this.topLines = topLines;
    }

    public long getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(long maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public Pipelining getPipelining() {
        return pipelining;
    }

    public void setPipelining(Pipelining pipelining) {
        this.pipelining = pipelining;
    }

    public int getPrefetch() {
        return prefetch;
    }

    public void setPrefetch(int prefetch) {
        this.prefetch = prefetch;
    }

    public long getPrefetchSize() {
        return prefetchSize;
    }

    public void setPrefetchSize(long prefetchSize) {
        this.prefetchSize = prefetchSize;
    }

    public int getMaxListing() {
        return maxListing;
    }

    public void setMaxListing(int maxListing) {
        this.maxListing = maxListing;
    }

    public Duration getQuitTimeout() {
        return quitTimeout;
    }

    public void setQuitTimeout(Duration quitTimeout) {
        this.quitTimeout = quitTimeout;
    }

    public boolean isUtf8() {
        return utf8;
    }

    public void setUtf8(boolean utf8) {
        this.utf8 = utf8;
    }

    public long getSpoolThreshold() {
        return spoolThreshold;
    }

    public void setSpoolThreshold(long spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public @Nullable HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    public void setHeaderFilterStrategy(@Nullable HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }

    public boolean isMapHeaders() {
        return mapHeaders;
    }

    public void setMapHeaders(boolean mapHeaders) {
        this.mapHeaders = mapHeaders;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public @Nullable Pop3Operation getOperation() {
        return operation;
    }

    public void setOperation(@Nullable Pop3Operation operation) {
        this.operation = operation;
    }
}
