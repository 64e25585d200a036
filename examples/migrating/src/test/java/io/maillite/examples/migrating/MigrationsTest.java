package io.maillite.examples.migrating;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationsTest {
    static List<Migration> migrations() {
        return Migrations.all();
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void whatComesOfOurRouteIsWhatWasWanted(Migration migration) throws Exception {
        assertThat(migration.trial().of(migration.ours())).containsExactlyEntriesOf(migration.wanted());
    }

    /** So what it says of camel-mail is what was seen in this build, too. */
    @Test
    void thePageShowsWhatTheCommandPrints() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        assertThat(Main.run(new PrintStream(printed, true, UTF_8))).isTrue();

        assertThat(Files.readString(Path.of("README.md")))
                .contains("```\n" + printed.toString(UTF_8).replace(System.lineSeparator(), "\n") + "```\n");
    }
}
