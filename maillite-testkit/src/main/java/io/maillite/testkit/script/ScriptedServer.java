package io.maillite.testkit.script;

import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.tls.TestIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A loopback server that plays dialogues, one for each connection, in the order in which the connections come. Several
 * connections at once are played at once.
 *
 * <p>Any deviation (another line, octets too many, the client gone too early, a dialogue not played to its end, a
 * connection that never came or one too many) ends the connection at once, so that the client under test does not hang,
 * and is thrown by {@link #verify()}, or else by {@link #close()}, with the whole transcript.
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.start("""
 *         S: +OK ready
 *         C: STAT
 *         S: +OK 2 320
 *         C: QUIT
 *         S: +OK bye
 *         """)) {
 *     … client to server.host(), server.port() …
 *     server.verify();
 * }
 * }</pre>
 */
public final class ScriptedServer implements AutoCloseable {
    private static final Duration SETTLE = Duration.ofMillis(2);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final ScriptedServerBuilder.Settings settings;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<ScriptedConnection> connections = new ArrayList<>();
    private final Listener listener;
    private @Nullable AssertionError unexpected;
    private boolean told;

    ScriptedServer(ScriptedServerBuilder.Settings settings) {
        this.settings = settings;
        this.listener = Listener.open("scripted server", settings.sizes(), this::accept, this::endStalledWrites);
    }

    /** Starts a server that plays these dialogues, written as texts (see {@link Dialogue}). */
    public static ScriptedServer start(String... dialogues) {
        return start(Arrays.stream(dialogues).map(Dialogue::of).toArray(Dialogue[]::new));
    }

    /** Starts a server that plays these dialogues. */
    public static ScriptedServer start(Dialogue... dialogues) {
        return builder().play(dialogues).start();
    }

    /** A server with more to it. */
    public static ScriptedServerBuilder builder() {
        return new ScriptedServerBuilder();
    }

    // Where it is

    /** {@code localhost}, which the certificate of {@link TestIdentity#LOCALHOST} names. */
    public String host() {
        return "localhost";
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** {@link #host()} and {@link #port()}. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host(), port());
    }

    // What happened

    /** The connection with this index, from 0; awaits it if it has not come yet. */
    public ScriptedConnection connection(int index) {
        if (!await(settings.limit(), () -> connections.size() > index)) {
            throw new AssertionError("Connection " + (index + 1) + " never came; " + connections.size() + " did");
        }
        synchronized (this) {
            return connections.get(index);
        }
    }

    /** All connections so far. */
    public synchronized List<ScriptedConnection> connections() {
        return List.copyOf(connections);
    }

    /** The waits of all connections, as {@link PeerConnection} defines them. */
    public long waits() {
        return connections().stream().mapToLong(ScriptedConnection::waits).sum();
    }

    /**
     * Awaits the end of every dialogue, and checks that all went as written.
     *
     * @throws AssertionError as soon as there is a deviation, with the transcript
     */
    public void verify() {
        if (!await(settings.limit(), () -> anyDeviation() || allPlayed())) {
            giveUp();
        }
        tell(failure());
    }

    /**
     * Ends the server. Checks everything as {@link #verify()} does, but does not wait for connections that never came.
     */
    @Override
    public void close() {
        listener.stopAccepting();
        Duration patience = settings.limit().compareTo(CLOSE_PATIENCE) < 0 ? settings.limit() : CLOSE_PATIENCE;
        if (!await(patience, () -> anyDeviation() || connections.stream().allMatch(ScriptedConnection::isOver))) {
            giveUp();
        }
        // Before the connections are closed: what breaks then is not the client's fault.
        AssertionError failure = failure();
        over.countDown();
        listener.close();
        tell(failure);
    }

    // Playing

    private synchronized Runnable accept(Socket socket) throws IOException {
        int number = connections.size() + 1;
        Dialogue dialogue = settings.dialogue(number - 1);
        if (dialogue == null) {
            unexpected = new AssertionError(
                    "Connection " + number + " came, and there are only " + (number - 1) + " dialogues");
            notifyAll();
            return () -> {};
        }
        Transcript transcript = new Transcript();
        PeerConnection connection = new PeerConnection(socket, SETTLE, settings.limit(), transcript);
        ScriptedConnection result =
                new ScriptedConnection(number, dialogue, transcript, connection, this::connectionChanged);
        Stage stage = new Stage(connection, transcript, settings.tls(), result, over);
        connections.add(result);
        notifyAll();
        return () -> result.play(stage);
    }

    private synchronized void connectionChanged() {
        notifyAll();
    }

    private void endStalledWrites() {
        connections().stream()
                .filter(connection -> connection.isWritingFor(settings.limit()))
                .forEach(ScriptedConnection::drop);
    }

    private boolean anyDeviation() {
        return unexpected != null || connections.stream().anyMatch(connection -> connection.deviation() != null);
    }

    private boolean allPlayed() {
        return connections.size() >= settings.dialogues().size()
                && connections.stream().allMatch(ScriptedConnection::isOver);
    }

    private synchronized boolean await(Duration limit, BooleanSupplier condition) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    private void giveUp() {
        connections().forEach(ScriptedConnection::giveUp);
    }

    private synchronized @Nullable AssertionError failure() {
        if (told) {
            return null;
        }
        AssertionError first = unexpected;
        for (ScriptedConnection connection : connections) {
            AssertionError deviation = connection.deviation();
            if (first == null) {
                first = deviation;
            } else if (deviation != null) {
                first.addSuppressed(deviation);
            }
        }
        if (first == null && connections.size() < settings.dialogues().size()) {
            first = new AssertionError("Only " + connections.size() + " connections came for "
                    + settings.dialogues().size() + " dialogues");
        }
        return first;
    }

    /** Throws it, unless one was thrown before: the test has failed already. */
    private synchronized void tell(@Nullable AssertionError failure) {
        if (failure != null && !told) {
            told = true;
            throw failure;
        }
    }
}
