package io.maillite.examples.quarkus;

import io.maillite.examples.invoices.Demonstration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.quarkus.main.CamelMainApplication;

/**
 * The command. With a properties file the application runs until it is told to stop; without one it is shown on servers
 * of its own. The exit status then: 0 if all is where it belongs, 1 if not, 2 if nothing was begun.
 */
@QuarkusMain
public final class Main {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            Path folder = Path.of(System.getProperty("example.home", "")).resolve("target/run");
            System.exit(new Demonstration(folder, PATIENCE, System.out).run(Main::inbox) ? 0 : 1);
        }
        Path properties = Path.of(arguments[0]);
        if (arguments.length > 1 || !Files.isReadable(properties)) {
            System.err.println("Usage: examples/quarkus/run [PROPERTIES-FILE]");
            System.exit(2);
        }
        System.setProperty("quarkus.config.locations", properties.toUri().toString());
        Quarkus.run(CamelMainApplication.class);
    }

    /** The application, on servers of the demonstration: what a system property says goes before what a file says. */
    private static Demonstration.Running inbox(Map<String, String> properties) {
        properties.forEach(System::setProperty);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        new Thread(() -> Quarkus.run(CamelMainApplication.class, (status, failure) -> ended.complete(null)), "quarkus")
                .start();
        return new Demonstration.Running() {
            @Override
            public boolean isActive() {
                return !ended.isDone();
            }

            @Override
            public void close() throws Exception {
                Quarkus.asyncExit();
                ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        };
    }
}
