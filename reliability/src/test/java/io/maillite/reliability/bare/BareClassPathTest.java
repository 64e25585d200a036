package io.maillite.reliability.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.maillite.testkit.jvm.TestJvm;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Both components move mail in a JVM that has their own dependencies and those of Camel's core, and nothing else. */
class BareClassPathTest {
    /** What somebody gets who asks for the components and for a Camel to run them. */
    private static final Set<String> NEEDED = Set.of(
            // ours
            "maillite-client",
            "camel-maillite-support",
            "camel-pop3lite",
            "camel-smtplite",
            "scram-client",
            "scram-common",
            "saslprep",
            "stringprep",
            "apache-mime4j-core",
            "commons-pool2",
            "slf4j-api",
            // camel-core-engine
            "camel-api",
            "camel-base",
            "camel-base-engine",
            "camel-core-engine",
            "camel-core-languages",
            "camel-core-model",
            "camel-core-processor",
            "camel-core-reifier",
            "camel-management-api",
            "camel-support",
            "camel-util",
            "camel-util-json");

    @Test
    void whatIsOptionalMayBeAbsent() throws Exception {
        try (MaildropServer mailbox = MaildropServer.start();
                SinkServer sink = SinkServer.start()) {
            for (int i = 1; i <= 3; i++) {
                String text = "Subject: =?utf-8?B?bWFpbA==?= =?iso-8859-1?Q?_no=2E?= " + i + "\r\n"
                        + "Date: Wed, 25 Nov 2026 12:00:0" + i + " +0000 (UTC)\r\n\r\nmail\r\n";
                mailbox.maildrop().add(text.getBytes(StandardCharsets.US_ASCII));
            }

            String printed = TestJvm.of(BareRoutes.class)
                    .having(entry -> NEEDED.contains(artifact(entry)) || isOfThisTest(entry))
                    .run(String.valueOf(mailbox.port()), String.valueOf(sink.port()), "3");

            assertThat(printed)
                    .contains(
                            "mail no. 1, written at 1795608001000",
                            "mail no. 2, written at 1795608002000",
                            "mail no. 3, written at 1795608003000");

            assertThat(sink.received()).hasSize(3);
            assertThat(mailbox.maildrop().size()).isZero();
        }
    }

    /** Otherwise nobody would notice that one of them has another name by now. */
    @Test
    void someOfThatIsThereOtherwise() {
        assertThat(BareRoutes.OPTIONAL.stream()
                        .filter(name -> name.startsWith("org.apache.camel.impl")
                                || name.startsWith("org.apache.camel.management")))
                .hasSize(3)
                .allSatisfy(name -> assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException());
    }

    /** By the name of the jar, or by that of the module whose {@code target/classes} it is. */
    private static String artifact(Path entry) {
        Path named = Files.isDirectory(entry) ? entry.getParent().getParent() : entry;
        return Objects.requireNonNull(named.getFileName()).toString().replaceFirst("-\\d.*", "");
    }

    private static boolean isOfThisTest(Path entry) {
        return entry.endsWith(Path.of("target", "test-classes"));
    }
}
