package io.maillite.testkit.script;

import java.util.List;

/**
 * What is said on one connection, by the server and by the client under test. Immutable; it can be played any number of
 * times.
 *
 * <p>As a text it reads like a transcript; blank lines and lines that begin with {@code #} mean nothing.
 *
 * <table>
 * <caption>The lines of a dialogue</caption>
 * <tr><td>{@code S: text}</td><td>the server sends the line, with CRLF; lines that follow one another go out as one
 * segment</td></tr>
 * <tr><td>{@code S= octets}</td><td>the same without a line end; knows the escapes {@code \r \n \t \0 \\ \xHH}</td></tr>
 * <tr><td>{@code C: text}</td><td>the client must send exactly this line, with CRLF; several in a row: before it got an
 * answer to any of them</td></tr>
 * <tr><td>{@code C= octets}</td><td>the client must send exactly these octets (escapes as above)</td></tr>
 * <tr><td>{@code C~ regex}</td><td>the client must send a line that matches as a whole</td></tr>
 * <tr><td>{@code -- content}</td><td>the client must send a message up to its final dot; kept in
 * {@link ScriptedConnection#contents()}</td></tr>
 * <tr><td>{@code -- read 17}</td><td>the client must send so many octets, whatever they are</td></tr>
 * <tr><td>{@code -- quiet 50 ms}</td><td>the client must send nothing for so long: it waits for what comes next</td></tr>
 * <tr><td>{@code -- boundary}</td><td>what the server sends next begins a new segment</td></tr>
 * <tr><td>{@code -- split at 3 17}</td><td>what the server sends next is cut into segments at these octets</td></tr>
 * <tr><td>{@code -- octet by octet}</td><td>what the server sends next goes out with one octet per segment</td></tr>
 * <tr><td>{@code -- drip 5 ms}</td><td>the same, with so much time between two octets</td></tr>
 * <tr><td>{@code -- delay 50 ms}</td><td>the server waits</td></tr>
 * <tr><td>{@code -- starttls}, {@code -- starttls expired}</td><td>both change to TLS now; as the first line of a
 * dialogue it is implicit TLS. A label names another {@link io.maillite.testkit.tls.TestIdentity}</td></tr>
 * <tr><td>{@code -- starttls refused expired}</td><td>the client must break the handshake off; ends the dialogue</td></tr>
 * <tr><td>{@code -- cut after 17}, {@code -- reset after 17}</td><td>when so many octets of what follows were sent, the
 * server is gone, by FIN or by RST; what follows need not be played to its end</td></tr>
 * </table>
 *
 * <p>The end, if none of these is written: the server closes its side, and the client must send nothing more.
 *
 * <table>
 * <caption>Other ends</caption>
 * <tr><td>{@code -- close}</td><td>the server closes its side (with close_notify under TLS) and ignores what still
 * comes</td></tr>
 * <tr><td>{@code -- drop}</td><td>the server is gone at once, without close_notify</td></tr>
 * <tr><td>{@code -- reset}</td><td>the server is gone at once, by RST</td></tr>
 * <tr><td>{@code -- silence}</td><td>the server says nothing, and ignores what comes, until the client goes</td></tr>
 * <tr><td>{@code -- stop reading}</td><td>the server reads nothing until it is closed</td></tr>
 * <tr><td>{@code -- client closes}</td><td>the client must close the connection, with nothing more sent</td></tr>
 * </table>
 */
public final class Dialogue {
    private final List<Step> steps;

    Dialogue(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The dialogue that this text says. */
    public static Dialogue of(String text) {
        return script().play(text).build();
    }

    /** Begins a dialogue that a text cannot say. */
    public static DialogueBuilder script() {
        return new DialogueBuilder();
    }

    List<Step> steps() {
        return steps;
    }
}
