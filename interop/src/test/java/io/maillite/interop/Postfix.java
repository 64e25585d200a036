package io.maillite.interop;

import io.maillite.interop.ServerProcess.PortTakenException;
import io.maillite.smtp.SmtpClient;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A Postfix that knows the users of a Dovecot, and delivers to it by LMTP. It listens in several manners. */
final class Postfix implements AutoCloseable {
    /** {@code master.cf} says how each differs from the usual. */
    enum Port {
        /** Takes mail from everybody, offers all it can. */
        SMTP,
        /** {@code STARTTLS} and a login before anything else. */
        SUBMISSION,
        /** The same under implicit TLS. */
        SUBMISSIONS,
        /** Takes messages up to {@link #SMALL_LIMIT}. */
        SMALL,
        /** Says {@code 421} after {@link #STRICT_LIMIT} errors. */
        STRICT,
        /** Says {@code 421} after two seconds of silence. */
        IMPATIENT,
        /** Takes one connection at a time, says {@code 421} to others. */
        SINGLE,
        /** Does not offer {@code SMTPUTF8}. */
        ASCII,
        /** Offers neither {@code PIPELINING} nor {@code CHUNKING}. */
        PLAIN,
        /** Does to header fields what Postfix does unless it is told not to. */
        USUAL
    }

    static final int SMALL_LIMIT = 10_000;
    static final int STRICT_LIMIT = 3;
    /** One who is not in Dovecot: Postfix delivers to a folder of its own. */
    static final String UTF8_USER = "jörg@utf8.test";

    static final String IDN_USER = "user@bücher.test";
    /** One whom Dovecot does not know: mail is accepted, and then cannot be delivered. */
    static final String BOUNCING_USER = "user@bounces.test";

    private static final int MOST_STARTS = 5;

    private final ServerFolder folder;
    private final ServerProcess process;
    private final Map<Port, Integer> ports;

    private Postfix(Dovecot dovecot, ServerFolder folder, Map<Port, Integer> ports) throws PortTakenException {
        this.folder = folder;
        this.ports = ports;
        folder.folder("spool", "root");
        folder.folder("data", "postfix");
        folder.folder("boxes", "mail");
        folder.write(
                "mailboxes",
                Mailboxes.mailboxMap() + UTF8_USER + " utf8/\n" + BOUNCING_USER + " bounces/\n" + IDN_USER
                        + " idn/\nuser@xn--bcher-kva.test idn/\n");
        Map<String, Object> values = new HashMap<>();
        ports.forEach((port, number) -> values.put(port.name().toLowerCase(Locale.ROOT), number));
        values.put("dovecot-lmtp", dovecot.lmtp());
        values.put("dovecot-sasl", dovecot.sasl());
        values.put("mail-uid", Installed.output("id", "-u", "mail"));
        values.put("mail-gid", Installed.output("id", "-g", "mail"));
        folder.configure("main.cf", values);
        folder.configure("master.cf", values);
        process = ServerProcess.start(
                folder,
                "postfix.log",
                "postfix -c '" + folder.path() + "' stop",
                List.of("postfix", "-c", folder.path().toString(), "start-fg"),
                ports.values());
    }

    static Postfix start(Dovecot dovecot) {
        for (int i = 1; ; i++) {
            try {
                Map<Port, Integer> ports = new EnumMap<>(Port.class);
                Stream.of(Port.values()).forEach(port -> ports.put(port, FreePorts.next()));
                return new Postfix(dovecot, ServerFolder.create("postfix"), ports);
            } catch (PortTakenException e) {
                if (i == MOST_STARTS) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    ServerProcess process() {
        return process;
    }

    int port(Port port) {
        return ports.get(port);
    }

    /** Without credentials. */
    SmtpClient smtp(Port port, TlsMode tls) {
        return SmtpClient.of("localhost")
                .port(port(port))
                .tls(tls)
                .localHostName("client.interop.test")
                .connection(settings -> settings.withSslContext(TestTls.clientContext()));
    }

    /** In clear. */
    SmtpClient smtp(Port port) {
        return smtp(port, TlsMode.NONE);
    }

    /** For a component. */
    String uri(Port port, TlsMode tls) {
        return "smtplite:localhost:" + port(port) + "?localHostName=client.interop.test&tls=" + tls
                + "&sslContextParameters=#trust";
    }

    /** What it has delivered to a folder of its own, when something has come. */
    byte[] delivered(String box) {
        Path messages = folder.resolve("boxes/" + box + "/new");
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> {
                    if (!Files.exists(messages)) {
                        return false;
                    }
                    try (Stream<Path> files = Files.list(messages)) {
                        return files.findAny().isPresent();
                    }
                });
        try (Stream<Path> files = Files.list(messages)) {
            Path first = files.findFirst().orElseThrow();
            byte[] octets = Files.readAllBytes(first);
            Files.delete(first);
            return octets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
