package io.maillite.testkit.script;

import io.maillite.testkit.net.ConnectionCut;
import io.maillite.testkit.net.DotStuffing;
import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.Transcript;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A connection to a {@link ScriptedServer}, and what came of it. May be asked at any time, by any thread. */
public final class ScriptedConnection {
    private enum State {
        PLAYING,
        PLAYED,
        DEVIATED
    }

    private final int number;
    private final List<Step> steps;
    private final Transcript transcript;
    private final PeerConnection connection;
    private final Runnable onChange;
    private final List<byte[]> contents = new ArrayList<>();
    private State state = State.PLAYING;
    private int step;
    private @Nullable AssertionError deviation;
    private @Nullable String serverName;

    ScriptedConnection(
            int number, Dialogue dialogue, Transcript transcript, PeerConnection connection, Runnable onChange) {
        this.number = number;
        this.steps = dialogue.steps();
        this.transcript = transcript;
        this.connection = connection;
        this.onChange = onChange;
    }

    // What the test asks

    /** All octets, both ways. */
    public Transcript transcript() {
        return transcript;
    }

    /** The waits of this connection, as {@link PeerConnection} defines them. */
    public long waits() {
        return connection.waits();
    }

    /** The messages that {@code -- content} kept, as they came over the wire, without the final {@code .} line. */
    public synchronized List<byte[]> contents() {
        return contents.stream()
                .map(content -> Arrays.copyOf(content, content.length - 3))
                .toList();
    }

    /** The same messages with their dot-stuffing undone (RFC 5321 4.5.2). */
    public List<byte[]> messages() {
        return contents().stream().map(DotStuffing::undo).toList();
    }

    /** The name that the client asked for in its TLS handshake (SNI), or {@code null}. */
    public synchronized @Nullable String serverName() {
        return serverName;
    }

    // What the steps tell

    synchronized void addContent(byte[] content) {
        contents.add(content);
    }

    synchronized void requestedName(SNIServerName name) {
        serverName = name instanceof SNIHostName host
                ? host.getAsciiName()
                : new String(name.getEncoded(), StandardCharsets.UTF_8);
    }

    void played() {
        change(State.PLAYED, null);
    }

    // Playing

    void play(Stage stage) {
        try (connection) {
            playSteps(stage);
        } catch (IOException e) {
            transcript.note("could not be closed in good order: " + e.getMessage());
        }
    }

    private void playSteps(Stage stage) {
        try {
            for (Step next : steps) {
                next.play(stage);
                advance();
            }
            played();
        } catch (ConnectionCut cut) {
            transcript.note("cut here");
            played();
        } catch (Deviation e) {
            deviate(e.getMessage(), e.getCause());
        } catch (SocketTimeoutException e) {
            deviate("the client sent nothing for too long\n", e);
        } catch (SSLException e) {
            deviate("TLS failed: " + e.getMessage() + "\n", e);
        } catch (IOException e) {
            deviate("the connection broke: " + e.getMessage() + "\n", e);
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            deviate(e + "\n", e);
        }
    }

    private synchronized void advance() {
        step++;
    }

    private void deviate(@Nullable String what, @Nullable Throwable cause) {
        String report;
        synchronized (this) {
            int at = Math.min(step, steps.size() - 1);
            report = "Connection " + number + " deviated from its dialogue at step " + (at + 1) + " of " + steps.size()
                    + " (" + steps.get(at).describe() + "): " + what + report(at + 1);
        }
        change(State.DEVIATED, new AssertionError(report, cause));
    }

    private String report(int firstNotPlayed) {
        StringBuilder text = new StringBuilder("--------- so far\n").append(transcript);
        if (firstNotPlayed < steps.size()) {
            text.append("--------- not played\n");
            steps.subList(firstNotPlayed, steps.size())
                    .forEach(next -> text.append(next.describe()).append('\n'));
        }
        return text.toString();
    }

    private void change(State to, @Nullable AssertionError why) {
        synchronized (this) {
            if (state == State.DEVIATED || state == to) {
                return;
            }
            state = to;
            deviation = why;
        }
        onChange.run();
    }

    // What the server asks

    synchronized boolean isOver() {
        return state != State.PLAYING;
    }

    synchronized @Nullable AssertionError deviation() {
        return deviation;
    }

    /** From now on, not having been played is a deviation. */
    void giveUp() {
        if (!isOver()) {
            deviate("the dialogue was not played to its end\n", null);
        }
    }

    boolean isWritingFor(Duration limit) {
        return connection.isWritingFor(limit);
    }

    void drop() {
        try {
            connection.end(PeerConnection.Ending.DROP);
        } catch (IOException e) {
            transcript.note("could not be closed: " + e);
        }
    }
}
