package io.maillite.testkit.pop3;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.server.Faults;
import io.maillite.testkit.server.MailServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A POP3 server in memory with one maildrop. Commands that came together are answered together, in order, and the
 * answers are sent when all that came is answered. {@code DELE} only marks; {@code QUIT} removes.
 *
 * <pre>{@code
 * try (MaildropServer server = MaildropServer.builder().account("user", "secret").start()) {
 *     server.maildrop().add(message);
 *     server.faults().once("QUIT", Fault.executeThenEnd(Ending.DROP));
 *     …
 *     assertThat(server.maildrop().size()).isZero();
 * }
 * }</pre>
 */
public final class MaildropServer implements AutoCloseable {
    private final Maildrop maildrop = new Maildrop();
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger loggedIn = new AtomicInteger();
    private final Faults faults = new Faults();
    private final MailServer server;

    MaildropServer(Pop3Settings settings) {
        this.server = new MailServer(
                "maildrop server",
                settings.transport(),
                () -> new Pop3Session(settings, maildrop, loggedIn::incrementAndGet, committed::incrementAndGet),
                faults,
                settings.dropsPipelined());
    }

    /** A server that announces all it can, with the account {@code user} / {@code secret}. */
    public static MaildropServer start() {
        return builder().start();
    }

    /** A server of another kind. */
    public static MaildropServerBuilder builder() {
        return new MaildropServerBuilder();
    }

    /** {@code localhost}, which its certificate names. */
    public String host() {
        return "localhost";
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** What it keeps. */
    public Maildrop maildrop() {
        return maildrop;
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

    /** Logins so far. */
    public int logins() {
        return loggedIn.get();
    }

    /** Sessions so far that removed what they had marked, after {@code QUIT}. */
    public int commits() {
        return committed.get();
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
