package io.maillite.wire;

import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What passes on a connection, to a logger at INFO: {@code C:} for what we say, {@code S:} for what the server says.
 *
 * <p>Secrets are known by the {@link CommandLine} that carries them and never reach this class. A server may repeat
 * what it was told, though: so each secret that was sent is also remembered here for as long as the connection lives,
 * and blotted out of whatever the server says.
 */
public final class Trace {
    /** Nothing. */
    public static final int NONE = 0;
    /** Commands and replies. */
    public static final int COMMANDS = 1;
    /** Message content too. */
    public static final int CONTENT = 2;

    private final Logger log;
    private final int level;
    private final Secrets secrets = new Secrets();
    private final TracedContent contentSent = new TracedContent(line -> content("C>", line));
    private final TracedContent contentReceived = new TracedContent(line -> content("S>", line));
    private String id = "";
    private UnaryOperator<String> hiding = UnaryOperator.identity();

    /**
     * @param protocol the last part of the logger's name: {@code io.maillite.trace.<protocol>}
     * @param level {@link #NONE}, {@link #COMMANDS} or {@link #CONTENT}
     */
    public Trace(String protocol, int level) {
        this.log = LoggerFactory.getLogger("io.maillite.trace." + protocol);
        this.level = level;
    }

    void name(String connection) {
        id = connection;
    }

    void keepSecret(String secret) {
        secrets.keep(secret);
    }

    /** What to make of a line of the server before anybody sees it, as long as what it says is for us alone. */
    void hide(UnaryOperator<String> hiding) {
        this.hiding = hiding;
    }

    /** The text fit to be shown, without any secret that was sent on this connection. */
    String printable(String text) {
        return secrets.printable(hiding.apply(text));
    }

    /** The same for a text that may break off anywhere. */
    String printableCut(String text) {
        return secrets.printableCut(hiding.apply(text));
    }

    void note(String what) {
        if (level >= COMMANDS) {
            endContent();
            log.info("{} -- {}", id, what);
        }
    }

    void sent(CommandLine line) {
        if (level >= COMMANDS) {
            endContent();
            log.info("{} C: {}", id, ServerText.printable(line.shown()));
        }
    }

    void received(String line) {
        if (level >= COMMANDS) {
            endContent();
            log.info("{} S: {}", id, printable(line));
        }
    }

    void contentSent(byte[] octets, int from, int to) {
        if (level >= CONTENT) {
            contentSent.add(octets, from, to);
        }
    }

    void contentReceived(byte[] octets, int from, int to) {
        if (level >= CONTENT) {
            contentReceived.add(octets, from, to);
        }
    }

    private void endContent() {
        contentSent.end();
        contentReceived.end();
    }

    private void content(String side, String line) {
        log.info("{} {} {}", id, side, secrets.printableCut(line));
    }
}
