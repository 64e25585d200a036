package io.maillite.wire;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
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

    private static final String BLOT = "***";
    private static final int MIN_SECRET = 3;

    private final Logger log;
    private final int level;
    private final Set<String> secrets = new CopyOnWriteArraySet<>();
    private String id = "";

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
        if (secret.length() >= MIN_SECRET) {
            secrets.add(secret);
        }
    }

    /** The text without any secret that was sent on this connection. */
    String withoutSecrets(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, BLOT);
        }
        return clean;
    }

    void note(String what) {
        if (level >= COMMANDS) {
            log.info("{} -- {}", id, what);
        }
    }

    void sent(CommandLine line) {
        if (level >= COMMANDS) {
            log.info("{} C: {}", id, ServerText.printable(line.shown()));
        }
    }

    void received(String line) {
        if (level >= COMMANDS) {
            log.info("{} S: {}", id, ServerText.printable(withoutSecrets(line)));
        }
    }

    boolean tracesContent() {
        return level >= CONTENT;
    }

    void contentSent(byte[] octets, int from, int to) {
        content("C>", octets, from, to);
    }

    void contentReceived(byte[] octets, int from, int to) {
        content("S>", octets, from, to);
    }

    private void content(String side, byte[] octets, int from, int to) {
        if (!tracesContent()) {
            return;
        }
        int start = from;
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n' || i == to - 1) {
                String line = new String(octets, start, i + 1 - start, StandardCharsets.ISO_8859_1);
                log.info("{} {} {}", id, side, ServerText.printable(withoutSecrets(line)));
                start = i + 1;
            }
        }
    }
}
