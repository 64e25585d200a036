package io.maillite.examples.relay;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The command. With a properties file it relays until it is told to stop; without one it shows on servers of its own
 * what the relay does. Its exit status then: 0 if all arrived, 1 if not, 2 if nothing was begun.
 */
public final class Main {
    private static final String USAGE = "Usage: examples/relay/run [PROPERTIES-FILE]";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) throws Exception {
        if (arguments.length == 0) {
            // Would say with a stack trace what the route says in a line.
            System.setProperty("org.slf4j.simpleLogger.log.io.maillite.camel.pop3.Pop3LiteConsumer", "error");
            Path home = Path.of(System.getProperty("example.home", ""));
            try (Servers servers = Servers.start(home.resolve("../quickstart/messages"))) {
                return new Demonstration(servers, home.resolve("target/run"), PATIENCE, out).run() ? 0 : 1;
            }
        }
        Path properties = Path.of(arguments[0]);
        if (arguments.length > 1 || !Files.isReadable(properties)) {
            err.println(arguments.length > 1 ? USAGE : "There is no file " + properties + ". " + USAGE);
            return 2;
        }
        org.apache.camel.main.Main relay = new org.apache.camel.main.Main();
        relay.setPropertyPlaceholderLocations("file:" + properties.toAbsolutePath());
        relay.run();
        return relay.getExitCode();
    }
}
