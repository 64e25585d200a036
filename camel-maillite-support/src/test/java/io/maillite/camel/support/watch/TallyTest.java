package io.maillite.camel.support.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    enum Fruit implements Countable {
        APPLES,
        PEARS;

        @Override
        public String key() {
            return name();
        }

        @Override
        public String description() {
            return name();
        }
    }

    private final Tally<Fruit> tally = new Tally<>(Fruit.class);

    @Test
    void countsEachOnItsOwn() {
        tally.count(Fruit.APPLES);
        tally.add(Fruit.PEARS, 5);
        assertThat(tally.read()).containsEntry(Fruit.APPLES, 1L);
        assertThat(tally.read()).containsEntry(Fruit.PEARS, 5L);
    }

    @Test
    void aResetIsForReadersAndTotalsStay() {
        tally.add(Fruit.PEARS, 5);
        tally.reset();
        tally.count(Fruit.PEARS);
        assertThat(tally.read()).containsEntry(Fruit.PEARS, 1L);
        assertThat(tally.total(Fruit.PEARS)).isEqualTo(6);
    }
}
