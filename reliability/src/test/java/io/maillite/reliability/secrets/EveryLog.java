package io.maillite.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * All that is logged, printed or said at any level, ours, Camel's and the JDK's, and shown to nobody else. The build
 * runs these tests with every logger at TRACE.
 */
final class EveryLog implements AutoCloseable {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger jdk = Logger.getLogger("");
    private final Logger jmx = Logger.getLogger("javax.management");
    private final Logger http = Logger.getLogger("jdk.internal.httpclient.debug");
    private final Level jdkLevel = jdk.getLevel();
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            System.err.println(
                    event.getLoggerName() + " " + event.getMessage() + " " + Arrays.toString(event.getParameters()));
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    EveryLog() {
        assertThat(LoggerFactory.getLogger("org.apache.camel").isTraceEnabled())
                .as("everything is logged")
                .isTrue();
        PrintStream all = new PrintStream(captured, true, StandardCharsets.UTF_8);
        System.setErr(all);
        System.setOut(all);
        jdk.setLevel(Level.ALL);
        http.setLevel(Level.OFF); // the JDK's own, for those who debug it: it tells of each octet that it cannot read
        jmx.setLevel(Level.INFO); // it tells of each attribute that the test itself reads
        jdk.addHandler(handler);
    }

    String text() {
        return captured.toString(StandardCharsets.UTF_8);
    }

    /** All but what Camel itself logs at DEBUG and TRACE, where it shows each option of each URI. */
    String withoutCamelsDetails() {
        return text().lines()
                .filter(line -> !line.matches("(\\S+ )?\\[[^]]*\\] (DEBUG|TRACE) org\\.apache\\.camel\\..*"))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        jdk.removeHandler(handler);
        jdk.setLevel(jdkLevel);
        System.setErr(err);
        System.setOut(out);
    }
}
