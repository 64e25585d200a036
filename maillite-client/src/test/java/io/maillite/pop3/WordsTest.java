package io.maillite.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in a line of a listing. */
class WordsTest {
    @Test
    void spacesAndTabsSetWordsApart() {
        assertThat(all(" 1\t \twhqtswO00WBw418f9t5JxYwZ  x\t")).containsExactly("1", "whqtswO00WBw418f9t5JxYwZ", "x");
        assertThat(all("")).isEmpty();
        assertThat(all(" \t ")).isEmpty();
    }

    @Test
    void behindTheLastThereIsAnEmptyOne() {
        Words words = new Words("1 ");
        assertThat(words.number(9)).isEqualTo(1);
        assertThat(words.hasMore()).isFalse();
        assertThat(words.next()).isEmpty();
        assertThat(words.number(9)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "999999999, 999999999",
        "1000000000, -1",
        "-1, -1",
        "+1, -1",
        "1a, -1",
        "1., -1",
        "\u0661, -1"
    })
    void aNumberIsDigitsAlone(String word, long number) {
        Words words = new Words(word + " next");
        assertThat(words.number(9)).isEqualTo(number);
        assertThat(words.next()).isEqualTo("next");
    }

    @Test
    void aNumberMayHaveEighteenDigits() {
        assertThat(new Words("999999999999999999").number(18)).isEqualTo(999_999_999_999_999_999L);
        assertThat(new Words("1000000000000000000").number(18)).isEqualTo(-1);
    }

    private static List<String> all(String line) {
        List<String> all = new ArrayList<>();
        Words words = new Words(line);
        while (words.hasMore()) {
            all.add(words.next());
        }
        return all;
    }
}
