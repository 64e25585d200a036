package io.maillite.testkit.server;

import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.tls.ServerTls;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is the same for POP3 and SMTP: connections with their sessions, commands with their faults and counts. */
public final class MailServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** The protocol, on one connection. */
    public interface Session {
        /** Says the greeting. */
        void greet(PeerConnection connection) throws IOException;

        /** Reads what belongs to a command beside its line, before anybody answers it. */
        default void arrived(Command command, PeerConnection connection) throws IOException {}

        /**
         * Executes a command and writes its answer.
         *
         * @return whether the session goes on
         */
        boolean execute(Command command, PeerConnection connection) throws IOException, InterruptedException;

        /** Nothing came for too long: says so, if the protocol has words for it. */
        default void idle(PeerConnection connection) throws IOException {}

        /** The connection is over, however it went. May be called twice. */
        default void ended() {}
    }

    private final Transport transport;
    private final Supplier<? extends Session> protocol;
    private final boolean dropsPipelined;
    private final Faults faults;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Set<PeerConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Transcript> transcripts = new ArrayList<>();
    private long waitsOfEnded;
    private final Listener listener;

    /**
     * @param protocol gives a session for each connection
     * @param faults what it does wrong; may change at any time
     * @param dropsPipelined whether the connection is dropped when a command comes before the one before it was
     *     answered
     */
    public MailServer(
            String name,
            Transport transport,
            Supplier<? extends Session> protocol,
            Faults faults,
            boolean dropsPipelined) {
        this.faults = faults;
        this.transport = transport;
        this.protocol = protocol;
        this.dropsPipelined = dropsPipelined;
        this.listener = Listener.open(name, transport.sizes(), this::accept, this::endStalledWrites);
    }

    // What tests ask

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Connections so far. */
    public int connections() {
        return listener.accepted();
    }

    /** Connections at this moment. */
    public int openConnections() {
        return connections.size();
    }

    /** How often this command came. */
    public long count(String verb) {
        LongAdder count = counts.get(verb);
        return count == null ? 0 : count.sum();
    }

    /** How often each command came. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((verb, count) -> all.put(verb, count.sum()));
        return all;
    }

    /** Waits of all connections, see {@link PeerConnection}. */
    public long waits() {
        if (!transport.countsWaits()) {
            throw new IllegalStateException("Waits are counted with Transport.countingWaits()");
        }
        synchronized (connections) {
            return waitsOfEnded
                    + connections.stream().mapToLong(PeerConnection::waits).sum();
        }
    }

    /** The transcripts of all connections, if they are kept. */
    public List<Transcript> transcripts() {
        synchronized (transcripts) {
            return List.copyOf(transcripts);
        }
    }

    /** Cuts every connection, as a server that crashed; it goes on listening. */
    public void dropConnections(Ending how) {
        for (PeerConnection connection : connections) {
            end(connection, how);
        }
    }

    @Override
    public void close() {
        listener.close();
    }

    // Connections

    private Runnable accept(Socket socket) throws IOException {
        Transcript transcript =
                transport.keptOfTranscripts() > 0 ? new Transcript(transport.keptOfTranscripts()) : null;
        if (transcript != null) {
            synchronized (transcripts) {
                transcripts.add(transcript);
            }
        }
        PeerConnection connection = new PeerConnection(socket, transport.settle(), transport.idleLimit(), transcript);
        connections.add(connection);
        return () -> serve(connection);
    }

    private void serve(PeerConnection connection) {
        Session session = protocol.get();
        try (connection) {
            ServerTls tls = transport.tls();
            if (transport.security() == Transport.Security.IMPLICIT && tls != null) {
                connection.startTls(tls);
            }
            boolean greeted = faults.perform(Command.CONNECT, connection, () -> {
                session.greet(connection);
                return true;
            });
            boolean clientClosed = greeted && serveCommands(session, connection);
            session.ended();
            if (!clientClosed) {
                connection.closeGently(LAST_WORDS);
            }
        } catch (IOException e) {
            LOG.debug("A connection ended: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.ended();
            synchronized (connections) {
                waitsOfEnded += connection.waits();
                connections.remove(connection);
            }
        }
    }

    /** Gives whether it was the client who closed. */
    private boolean serveCommands(Session session, PeerConnection connection) throws IOException, InterruptedException {
        try {
            return serveAll(session, connection);
        } catch (SocketTimeoutException nothingCame) {
            session.idle(connection);
            return false;
        }
    }

    private boolean serveAll(Session session, PeerConnection connection) throws IOException, InterruptedException {
        byte[] line = connection.readLine();
        while (line != null) {
            Command command = Command.of(line);
            if (!command.verb().isEmpty()) {
                counts.computeIfAbsent(command.verb(), verb -> new LongAdder()).increment();
            }
            session.arrived(command, connection);
            if (dropsPipelined && !connection.isDrained()) {
                connection.flush();
                connection.end(Ending.DROP);
                return true;
            }
            if (!faults.perform(command, connection, () -> session.execute(command, connection))) {
                return false;
            }
            if (transport.answersOneByOne()) {
                connection.flush();
            }
            line = connection.readLine();
        }
        return true;
    }

    private void endStalledWrites() {
        for (PeerConnection connection : connections) {
            if (connection.isWritingFor(WRITE_LIMIT)) {
                end(connection, Ending.DROP);
            }
        }
    }

    private static void end(PeerConnection connection, Ending how) {
        try {
            connection.end(how);
        } catch (IOException e) {
            LOG.debug("Could not end a connection", e);
        }
    }
}
