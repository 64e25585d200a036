package io.maillite.examples.relay;

import io.maillite.testkit.smtp.Received;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.util.FileUtil;

/** The relay as its files describe it, with the addresses of servers in this process in place of those in them. */
final class Demonstration {
    private static final int LOOK_AGAIN_MILLIS = 50;

    private final Servers servers;
    private final Path folder;
    private final Duration patience;
    private final PrintStream out;

    /** @param patience how long to wait until the mailboxes are empty */
    Demonstration(Servers servers, Path folder, Duration patience, PrintStream out) {
        this.servers = servers;
        this.folder = folder;
        this.patience = patience;
        this.out = out;
    }

    Path deadLetters() {
        return folder.resolve("dead-letters");
    }

    /** @return whether each message is where it belongs, once, octet for octet, and the mailboxes are empty */
    boolean run() throws Exception {
        FileUtil.removeDir(folder.toFile());
        Files.createDirectories(folder);
        int before = servers.inMailboxes();
        out.println("In this process: two mailboxes with " + before + " messages, and a server that takes mail");
        relay();
        return report(before);
    }

    private void relay() throws Exception {
        Main relay = new Main();
        relay.setShutdownStrategy(new SimpleMainShutdownStrategy());
        properties().forEach(relay::addOverrideProperty);
        try {
            relay.start();
            long until = System.nanoTime() + patience.toNanos();
            while (servers.inMailboxes() > 0 && System.nanoTime() < until) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } finally {
            relay.stop();
        }
    }

    /** What differs from application.properties. */
    private Map<String, String> properties() {
        return Map.ofEntries(
                Map.entry("relay.smtp", servers.smtp.host() + ":" + servers.smtp.port()),
                Map.entry("camel.component.smtplite.tls", "NONE"),
                Map.entry("camel.component.smtplite.password", Servers.PASSWORD),
                Map.entry("camel.component.pop3lite.tls", "NONE"),
                Map.entry("camel.routeTemplate[ada].host", servers.ada.host() + ":" + servers.ada.port()),
                Map.entry("camel.routeTemplate[ada].password", Servers.PASSWORD),
                Map.entry("camel.routeTemplate[bob].host", servers.bob.host() + ":" + servers.bob.port()),
                Map.entry("camel.routeTemplate[bob].password", Servers.PASSWORD),
                Map.entry("relay.delay", "500"),
                Map.entry("relay.deadLetters", deadLetters().toString()),
                Map.entry("relay.processed", folder.resolve("processed.txt").toString()));
    }

    private boolean report(int before) throws IOException {
        List<Received> received = servers.smtp.received();
        long exact = servers.wanted().stream().filter(this::arrivedOnce).count();
        List<Path> dead = deadMessages();
        out.println("Handed to the server: " + received.size() + " messages, " + exact + " of "
                + servers.wanted().size() + " once and octet for octet");
        out.println("Dead letters in " + deadLetters() + ": " + dead.size());
        for (Path letter : dead) {
            out.println("  "
                    + Files.readString(reasonOf(letter)).lines().findFirst().orElse("no reason is given"));
        }
        int left = servers.inMailboxes();
        out.println("Left in the mailboxes: " + left + " of " + before);
        boolean complete = left == 0
                && received.size() == exact
                && exact + dead.size() == before
                && exact == servers.wanted().size();
        out.println(complete ? "Nothing is lost, nothing doubled." : "This is not what it should be.");
        return complete;
    }

    private boolean arrivedOnce(byte[] message) {
        return servers.smtp
                        .received(received -> Arrays.equals(received.octets(), message))
                        .size()
                == 1;
    }

    private List<Path> deadMessages() throws IOException {
        File folder = deadLetters().toFile();
        if (!folder.exists()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.toPath())) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
    }

    private static Path reasonOf(Path letter) {
        String name = letter.getFileName().toString();
        return letter.resolveSibling(name.substring(0, name.length() - ".eml".length()) + ".reason.txt");
    }
}
