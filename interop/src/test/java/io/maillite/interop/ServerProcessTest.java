package io.maillite.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The servers go with whoever started them, and say why when they do not start. */
@ExtendWith(RealServers.class)
class ServerProcessTest {
    @Test
    void nothingIsLeftOfAServerThatWasClosed() throws Exception {
        Path folder;
        try (Dovecot dovecot = Dovecot.start("plain")) {
            folder = dovecot.process().folder();
            assertThat(dovecot.process().processes()).isNotEmpty();
        }
        assertThat(ServerProcess.processesIn(folder)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void nothingIsLeftWhenTheJvmIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbasedir=" + System.getProperty("basedir", ""),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Abandoned.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Path> folders;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            folders = List.of(Path.of(lines.readLine()), Path.of(lines.readLine()));
            assertThat(folders).allSatisfy(folder -> assertThat(ServerProcess.processesIn(folder))
                    .isNotEmpty());
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        for (Path folder : folders) {
            Waiting.untilTrue(() -> ServerProcess.processesIn(folder).isEmpty());
            Waiting.untilTrue(() -> !Files.exists(folder));
        }
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() {
        assertThatThrownBy(() -> Dovecot.start("plain\nno_such_setting = yes"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no_such_setting");
    }
}
