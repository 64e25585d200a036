package io.maillite.testkit.script;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.tls.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Builds a {@link Dialogue} step by step; {@link #play(String)} takes any part of it as text. */
public final class DialogueBuilder {
    private static final Duration OCTET_BY_OCTET = Duration.ofNanos(200_000);

    private final List<Step> steps = new ArrayList<>();
    private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
    private Sends.Cuts cuts = Sends.Cuts.NONE;

    DialogueBuilder() {}

    /** Goes on with what this text says, see {@link Dialogue}. */
    public DialogueBuilder play(String text) {
        DialogueText.read(text, this);
        return this;
    }

    // The server sends

    /** Sends these lines, each with CRLF, in one segment with what is sent before and after. */
    public DialogueBuilder send(String... lines) {
        for (String line : lines) {
            segment.writeBytes(Sends.line(line));
        }
        return this;
    }

    /** Sends these octets, in one segment with what is sent before and after. */
    public DialogueBuilder sendOctets(byte[] octets) {
        segment.writeBytes(octets);
        return this;
    }

    /** Sends so many octets, made of the pattern while they are sent. */
    public DialogueBuilder sendRepeated(byte[] pattern, long count) {
        return add(new Sends.SendRepeated(pattern.clone(), count));
    }

    /** Sends octets that are asked for when they are due. */
    public DialogueBuilder sendComputed(Supplier<byte[]> octets) {
        return add(new Sends.SendComputed(octets));
    }

    /** What is sent next begins a new segment. */
    public DialogueBuilder boundary() {
        return endSegment();
    }

    /** What is sent next, up to the next step of another kind, is cut into segments at these octets. */
    public DialogueBuilder splitAt(Integer... points) {
        endSegment();
        cuts = new Sends.SplitAt(List.copyOf(Arrays.asList(points)));
        return this;
    }

    /** What is sent next goes out with one octet per segment. */
    public DialogueBuilder octetByOctet() {
        return drip(OCTET_BY_OCTET);
    }

    /** The same, with so much time between two octets. */
    public DialogueBuilder drip(Duration pause) {
        endSegment();
        cuts = new Sends.Drip(pause);
        return this;
    }

    /** The server waits. */
    public DialogueBuilder delay(Duration time) {
        return add(new Sends.Delay(time));
    }

    /**
     * When so many octets of what follows were sent, the server is gone; what is left of the dialogue need not be
     * played.
     */
    public DialogueBuilder cutAfter(long octets) {
        return add(new Sends.CutAfter(octets, Ending.DROP));
    }

    /** The same, by RST. */
    public DialogueBuilder resetAfter(long octets) {
        return add(new Sends.CutAfter(octets, Ending.RESET));
    }

    // The client sends

    /** Expects exactly these lines, each with CRLF. */
    public DialogueBuilder expect(String... lines) {
        for (String line : lines) {
            expectOctets(Sends.line(line));
        }
        return this;
    }

    /** Expects exactly these octets. */
    public DialogueBuilder expectOctets(byte[] octets) {
        return add(new Expectations.ExpectOctets(octets.clone()));
    }

    /** Expects a line that matches as a whole. */
    public DialogueBuilder expectMatching(String regex) {
        return expectMatching(regex, match -> {});
    }

    /**
     * The same, and gives the match to the test, for an answer that depends on it. An AssertionError is a deviation.
     */
    public DialogueBuilder expectMatching(String regex, Consumer<MatchResult> then) {
        return add(new Expectations.ExpectMatching(Pattern.compile(regex), then));
    }

    /** Expects a message up to its final dot, and keeps it in {@link ScriptedConnection#contents()}. */
    public DialogueBuilder expectContent() {
        return add(new Expectations.ExpectContent());
    }

    /** Expects a message of any size up to its final dot, and gives its octets, final dot and all, to the sink. */
    public DialogueBuilder expectContent(OutputStream sink) {
        return add(new Expectations.StreamContent(sink));
    }

    /** Expects so many octets, whatever they are. */
    public DialogueBuilder read(long octets) {
        return read(octets, OutputStream.nullOutputStream());
    }

    /** Expects so many octets, and gives them to the sink. */
    public DialogueBuilder read(long octets, OutputStream sink) {
        return add(new Expectations.ReadOctets(octets, sink));
    }

    /** Expects nothing for so long: the client must wait for what the server says next, and pipeline nothing. */
    public DialogueBuilder quiet(Duration time) {
        return add(new Expectations.Quiet(time));
    }

    // TLS, and the test itself

    /** Both change to TLS; as a dialogue's first step this is implicit TLS. */
    public DialogueBuilder startTls() {
        return add(new Turns.StartTls(null));
    }

    /** The same, with the server showing this identity. */
    public DialogueBuilder startTls(TestIdentity identity) {
        return add(new Turns.StartTls(identity));
    }

    /** The client must break the handshake off. Ends the dialogue. */
    public DialogueBuilder startTlsRefused(TestIdentity identity) {
        return add(new Turns.RefusedTls(identity));
    }

    /** Runs this in the server's thread, to await or release a latch, say. An exception or error is a deviation. */
    public DialogueBuilder run(TestAction action) {
        return add(new Turns.Run(action));
    }

    // The end

    /** The server closes its side and ignores what still comes. */
    public DialogueBuilder close() {
        return add(new Endings.Close());
    }

    /** The server is gone at once, under TLS without close_notify. */
    public DialogueBuilder drop() {
        return add(new Endings.Gone(Ending.DROP));
    }

    /** The server is gone at once, by RST. */
    public DialogueBuilder reset() {
        return add(new Endings.Gone(Ending.RESET));
    }

    /** The server says nothing more, and ignores what comes, until the client goes. */
    public DialogueBuilder silence() {
        return add(new Endings.Silence());
    }

    /** The server reads nothing more until it is closed. */
    public DialogueBuilder stopReading() {
        return add(new Endings.StopReading());
    }

    /** The client must close the connection, with nothing more sent. */
    public DialogueBuilder clientCloses() {
        return add(new Endings.ClientCloses());
    }

    /** The dialogue. */
    public Dialogue build() {
        endSegment();
        List<Step> all = new ArrayList<>(steps);
        if (all.isEmpty() || !all.get(all.size() - 1).isLast()) {
            all.add(new Endings.Done());
        }
        return new Dialogue(all);
    }

    private DialogueBuilder add(Step step) {
        endSegment();
        refuseAfterLast(step.describe());
        steps.add(step);
        return this;
    }

    private DialogueBuilder endSegment() {
        if (segment.size() > 0) {
            Step send = new Sends.Send(segment.toByteArray(), cuts);
            segment.reset();
            cuts = Sends.Cuts.NONE;
            refuseAfterLast(send.describe());
            steps.add(send);
        }
        return this;
    }

    private void refuseAfterLast(String what) {
        if (!steps.isEmpty() && steps.get(steps.size() - 1).isLast()) {
            throw new IllegalArgumentException(
                    "Nothing can follow '" + steps.get(steps.size() - 1).describe() + "', but '" + what + "' does");
        }
    }
}
