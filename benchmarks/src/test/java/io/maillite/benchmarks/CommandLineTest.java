package io.maillite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maillite.benchmarks.scenario.Scenario;
import io.maillite.benchmarks.scenario.Scenarios;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static List<String> ids(List<Scenario> scenarios) {
        return scenarios.stream().map(Scenario::id).toList();
    }

    @Test
    void withoutArgumentsItIsAllWithFiveRoundsOfThreeRuns() {
        CommandLine line = CommandLine.of();
        assertThat(ids(line.scenarios())).isEqualTo(ids(Scenarios.all())).doesNotHaveDuplicates();
        assertThat(line.options().rounds()).isEqualTo(5);
        assertThat(line.options().runs()).isEqualTo(3);
        assertThat(line.options().keeps()).isTrue();
    }

    @Test
    void aStarTakesAllThatStartSo() {
        assertThat(ids(CommandLine.of("smtp-sink-*").scenarios()))
                .containsExactly("smtp-sink-4k", "smtp-sink-100k", "smtp-sink-20m", "smtp-sink-100k-warm");
    }

    @Test
    void whatIsQuickOrOfSomePeersOrMeasuredInAnotherWayIsNotKept() {
        assertThat(CommandLine.of("--quick", "pop3-4k").options().keeps()).isFalse();
        assertThat(CommandLine.of("--peers", "RAW,pop3lite", "pop3-4k")
                        .options()
                        .keeps())
                .isFalse();
        assertThat(CommandLine.of("--runs", "20", "pop3-4k").options().keeps()).isFalse();
        assertThat(CommandLine.of("--jvm", "-Xint", "pop3-4k").options().keeps())
                .isFalse();
        assertThat(CommandLine.of("--rounds", "4", "pop3-4k").options().keeps()).isFalse();
        assertThat(CommandLine.of("--rounds", "6", "pop3-4k").options().keeps()).isTrue();
        assertThat(CommandLine.of("targets").options().keeps()).isFalse();
        assertThat(CommandLine.of("--peers", "RAW,pop3lite").options().wants("camel-mail"))
                .isFalse();
    }

    @Test
    void peersAreNamedAsInTheTablesCommasAndAll() {
        assertThat(CommandLine.of("--peers", "RAW in a route, pop3lite, pollThreads=16,pop3lite,pop3lite, 200,000,RAW")
                        .options()
                        .peers())
                .containsExactly("RAW in a route", "pop3lite, pollThreads=16", "pop3lite", "pop3lite, 200,000", "RAW");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.of("--peers", "RAW,pop3light"))
                .withMessageContaining("pop3light")
                .withMessageContaining("RAW one by one");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.of("--peers", ""));
    }

    @Test
    void theTargetsAreSomeOfAll() {
        assertThat(ids(Scenarios.all()))
                .containsAll(ids(CommandLine.of("targets").scenarios()));
        assertThat(ids(CommandLine.of("targets").scenarios())).hasSize(21);
    }

    @Test
    void whatThereIsNotIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.of("imap"))
                .withMessageContaining("imap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.of("--rounds"))
                .withMessageContaining("--rounds");
    }
}
