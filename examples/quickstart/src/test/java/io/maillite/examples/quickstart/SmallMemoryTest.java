package io.maillite.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.smtp.SinkServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the size of a message: 300 MiB go through routes, out and in, in a heap of 64 MiB. */
class SmallMemoryTest {
    private static final long SIZE = 300L * 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void aMessageLargerThanTheHeapGoesOutAndIn() throws Exception {
        MessageContent in = MessageContent.generated("in", SIZE);
        Path spool = Files.createDirectory(folder.resolve("spool"));
        Path log = folder.resolve("log");
        try (SinkServer smtp = SinkServer.start();
                MaildropServer pop3 = MaildropServer.start()) {
            pop3.maildrop().add(in);

            Process routes = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-Djava.io.tmpdir=" + spool,
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeMessageRoutes.class.getName(),
                            Integer.toString(smtp.port()),
                            Integer.toString(pop3.port()),
                            Long.toString(SIZE)))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                assertThat(routes.waitFor(15, TimeUnit.MINUTES)).isTrue();
            } finally {
                routes.destroyForcibly();
            }

            assertThat(log).content().contains("received " + SIZE + " octets, SHA-256 " + sha256(in));
            assertThat(routes.exitValue()).isZero();
            assertThat(smtp.only().size()).isEqualTo(SIZE);
            assertThat(smtp.only().digest()).isEqualTo(sha256(MessageContent.generated("out", SIZE)));
            assertThat(pop3.maildrop().size()).isZero();
            assertThat(spool).isEmptyDirectory();
        }
    }

    private static String sha256(MessageContent content) throws IOException {
        try (Digest digest = new Digest()) {
            content.writeTo(digest);
            return digest.sha256();
        }
    }
}
