package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mailbox costs its listing and no more. */
class HugeMailboxTest {
    private static final int MESSAGES = 200_000;

    /**
     * Unique-ids as long as they may be (RFC 1939 section 7); listed twice, since it is the second that meets the
     * first.
     */
    @Test
    void twoHundredThousandMessagesFitIntoLittleMemory() throws Exception {
        MessageContent mail = MessageContent.of("Subject: x\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try (MaildropServer server =
                MaildropServer.builder().account("user", "secret-of-user").start()) {
            for (int i = 0; i < MESSAGES; i++) {
                server.maildrop().add(String.format("%070d", i), mail);
            }

            Process route = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx80m",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HugeMailboxTest.class.getName(),
                            server.host(),
                            String.valueOf(server.port())))
                    .redirectErrorStream(true)
                    .start();

            try {
                assertThat(new String(route.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .endsWith(MESSAGES + " 0");
                assertThat(route.waitFor()).isZero();
            } finally {
                route.destroyForcibly();
            }
        }
    }

    /** The route, in a small JVM of its own (64 MiB beyond an idle context): prints what its two polls gave. */
    public static void main(String[] arguments) throws Exception {
        try (RouteOnMaildrop route =
                new RouteOnMaildrop(arguments[0], Integer.parseInt(arguments[1]), "delete=false")) {
            route.start(from -> from.process(exchange -> {}));
            System.out.print(route.poll() + " " + route.poll());
        }
    }
}
