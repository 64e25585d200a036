package io.maillite.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.evidence.Evidence;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Comes after all others, and looks at what they have tried: so it passes only where all of them ran. */
@ExtendWith(RealServers.class)
@Order(Integer.MAX_VALUE)
class InteropPageTest {
    @Test
    void thePageSaysWhatHasPassed() {
        String tables = InteropPage.tables();
        report(tables);
        if (Boolean.getBoolean("interop.accept")) {
            InteropPage.write(tables);
        }

        assertThat(tables).as("what was tried").doesNotContain("| not tried |", "**failed**");
        assertThat(InteropPage.committedTables())
                .as("docs/interop.md is not what was found. Write it anew: mvn verify -pl interop -am"
                        + " -Dinterop.accept=true, and look at what changed")
                .isEqualTo(tables);
    }

    private static void report(String tables) {
        Evidence evidence = Evidence.of("interop");
        long tried = Stream.of(Server.values()).mapToLong(Tried::tried).sum();
        long passed = Stream.of(Server.values()).mapToLong(Tried::passed).sum();
        evidence.add("real servers: Dovecot " + Installed.dovecotVersion() + ", Postfix " + Installed.postfixVersion()
                + ": " + tried + " features tried, " + passed + " passed, " + (tried - passed) + " failed");
        for (Server server : Server.values()) {
            evidence.add("real servers: " + server + ": " + Tried.tried(server) + " tried, " + Tried.passed(server)
                    + " passed");
        }
        long equal = Stream.of(MessageKind.values())
                .filter(kind -> Tried.journey(kind).startsWith("equal"))
                .count();
        evidence.add("real servers: smtplite to Postfix to Dovecot to pop3lite: " + MessageKind.values().length
                + " kinds of messages, " + equal + " equal by SHA-256");
        tables.lines().forEach(evidence::add);
    }
}
