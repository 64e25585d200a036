package io.maillite.testkit.smtp;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.server.Faults;
import io.maillite.testkit.server.MailServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * An SMTP or LMTP server in memory. A message is {@linkplain #received() received} when the server takes responsibility
 * for it, which is just before it answers the end of the data: so a client that saw {@code 250} finds it there exactly
 * once, one that saw a refusal does not, and one that saw nothing may.
 *
 * <pre>{@code
 * try (SinkServer server = SinkServer.builder().without("CHUNKING").recipientsAtMost(2).start()) {
 *     server.faults().once("RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
 *     …
 *     assertThat(server.received()).hasSize(1);
 * }
 * }</pre>
 */
public final class SinkServer implements AutoCloseable {
    private final List<Received> received = new ArrayList<>();
    private final Faults faults = new Faults();
    private final MailServer server;

    SinkServer(SinkSettings settings) {
        AtomicInteger connections = new AtomicInteger();
        this.server = new MailServer(
                settings.lmtp() ? "LMTP sink" : "SMTP sink",
                settings.transport(),
                () -> new SmtpSession(settings, faults, connections.incrementAndGet(), this::store),
                faults,
                settings.dropsPipelined());
    }

    /** A server that takes everything. */
    public static SinkServer start() {
        return builder().start();
    }

    /** A server of another kind. */
    public static SinkServerBuilder builder() {
        return new SinkServerBuilder();
    }

    private synchronized void store(Received message) {
        received.add(message);
        notifyAll();
    }

    /** {@code localhost}, which its certificate names. */
    public String host() {
        return "localhost";
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** All that it has accepted, in order. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** Those that this is true for: how often was it stored? */
    public List<Received> received(Predicate<Received> which) {
        return received().stream().filter(which).toList();
    }

    /** The only message that was accepted. */
    public Received only() {
        List<Received> all = received();
        if (all.size() != 1) {
            throw new AssertionError("Not one message was received, but " + all.size() + ": " + all);
        }
        return all.get(0);
    }

    /** Awaits so many messages, for a minute. */
    public synchronized List<Received> awaitReceived(int count) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (received.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Only " + received.size() + " messages of " + count + " came: " + received);
            }
            wait(left);
        }
        return List.copyOf(received);
    }

    /** Forgets what it has accepted. */
    public synchronized void forget() {
        received.clear();
    }

    /** What it does wrong, to be changed at any time. */
    public Faults faults() {
        return faults;
    }

    /** How often this command came, in upper case. */
    public long count(String verb) {
        return server.count(verb);
    }

    /** How often each command came. */
    public Map<String, Long> counts() {
        return server.counts();
    }

    /**
     * How often a client waited for this server, see {@link io.maillite.testkit.net.PeerConnection}.
     *
     * @throws IllegalStateException unless its transport counts them
     */
    public long waits() {
        return server.waits();
    }

    /** Connections so far. */
    public int connections() {
        return server.connections();
    }

    /** Connections at this moment. */
    public int openConnections() {
        return server.openConnections();
    }

    /** The transcripts of all connections, if its transport keeps them. */
    public List<Transcript> transcripts() {
        return server.transcripts();
    }

    /** Cuts every connection, and goes on listening. */
    public void dropConnections(Ending how) {
        server.dropConnections(how);
    }

    @Override
    public void close() {
        server.close();
    }
}
