package io.maillite.testkit.server;

import io.maillite.testkit.net.SocketSizes;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a server in memory is reached, and what it takes down of its connections. */
public final class Transport {
    /** When TLS begins. */
    public enum Security {
        /** Never. */
        CLEAR,
        /** With the first octet. */
        IMPLICIT,
        /** When the client asks for it. */
        STARTTLS
    }

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration SETTLE = Duration.ofMillis(2);

    private final Security security;
    private final @Nullable ServerTls tls;
    private final SocketSizes sizes;
    private final @Nullable Duration settle;
    private final int transcripts;
    private final boolean oneByOne;
    private final Duration idleLimit;

    private Transport(
            Security security,
            @Nullable ServerTls tls,
            SocketSizes sizes,
            @Nullable Duration settle,
            int transcripts,
            boolean oneByOne,
            Duration idleLimit) {
        this.security = security;
        this.tls = tls;
        this.sizes = sizes;
        this.settle = settle;
        this.transcripts = transcripts;
        this.oneByOne = oneByOne;
        this.idleLimit = idleLimit;
    }

    /** Without TLS. */
    public static Transport inClear() {
        return new Transport(Security.CLEAR, null, SocketSizes.DEFAULT, null, 0, false, TEN_MINUTES);
    }

    /** With TLS from the first octet, as {@link TestIdentity#LOCALHOST}. */
    public static Transport implicitTls() {
        return inClear().secured(Security.IMPLICIT, ServerTls.of(TestIdentity.LOCALHOST));
    }

    /** With TLS when the client asks for it, as {@link TestIdentity#LOCALHOST}. */
    public static Transport startTls() {
        return inClear().secured(Security.STARTTLS, ServerTls.of(TestIdentity.LOCALHOST));
    }

    /** The same with this TLS. */
    public Transport with(ServerTls other) {
        return secured(security, other);
    }

    private Transport secured(Security when, ServerTls with) {
        return new Transport(when, with, sizes, settle, transcripts, oneByOne, idleLimit);
    }

    /** The same with these socket buffers. */
    public Transport socketSizes(int receive, int send) {
        return new Transport(security, tls, new SocketSizes(receive, send), settle, transcripts, oneByOne, idleLimit);
    }

    /**
     * The same, counting waits. That costs a little time before each answer (2 ms, in which a client that is still
     * writing its commands may go on), so it must be asked for.
     */
    public Transport countingWaits() {
        return countingWaits(SETTLE);
    }

    /** The same, with so much time before each answer. */
    public Transport countingWaits(Duration quiet) {
        return new Transport(security, tls, sizes, quiet, transcripts, oneByOne, idleLimit);
    }

    /** The same, keeping transcripts. */
    public Transport keepingTranscripts() {
        return keepingTranscripts(Transcript.KEPT);
    }

    /** The same, keeping so many octets of each direction: a server that never stops talking says many. */
    public Transport keepingTranscripts(int octets) {
        return new Transport(security, tls, sizes, settle, octets, oneByOne, idleLimit);
    }

    /**
     * The same, sending each answer before the next command is looked at. With small socket buffers this is a server
     * that does not read while it writes: it blocks a client that only writes.
     */
    public Transport answeringOneByOne() {
        return new Transport(security, tls, sizes, settle, transcripts, true, idleLimit);
    }

    /** The same, closing a connection on which nothing comes for so long; 10 minutes by default. */
    public Transport closingIdleAfter(Duration time) {
        return new Transport(security, tls, sizes, settle, transcripts, oneByOne, time);
    }

    /** When TLS begins. */
    public Security security() {
        return security;
    }

    /** The TLS; {@code null} in clear. */
    public @Nullable ServerTls tls() {
        return tls;
    }

    SocketSizes sizes() {
        return sizes;
    }

    boolean countsWaits() {
        return settle != null;
    }

    Duration settle() {
        return settle == null ? Duration.ZERO : settle;
    }

    int keptOfTranscripts() {
        return transcripts;
    }

    boolean answersOneByOne() {
        return oneByOne;
    }

    Duration idleLimit() {
        return idleLimit;
    }
}
