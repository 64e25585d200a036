package io.maillite.examples.springboot;

import io.maillite.examples.invoices.Demonstration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The command. With a properties file the application runs until it is told to stop; without one it is shown on servers
 * of its own. The exit status then: 0 if all is where it belongs, 1 if not, 2 if nothing was begun.
 */
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
            System.err.println("Usage: examples/spring-boot/run [PROPERTIES-FILE]");
            System.exit(2);
        }
        SpringApplication.run(
                InvoiceInbox.class, "--spring.config.additional-location=file:" + properties.toAbsolutePath());
    }

    /** The application, on servers of the demonstration. */
    static Demonstration.Running inbox(Map<String, String> properties) {
        String[] arguments = Stream.concat(
                        properties.entrySet().stream()
                                .map(property -> "--" + property.getKey() + "=" + property.getValue()),
                        Stream.of("--camel.main.run-controller=false"))
                .toArray(String[]::new);
        ConfigurableApplicationContext context = SpringApplication.run(InvoiceInbox.class, arguments);
        return new Demonstration.Running() {
            @Override
            public boolean isActive() {
                return context.isActive();
            }

            @Override
            public void close() {
                context.close();
            }
        };
    }
}
