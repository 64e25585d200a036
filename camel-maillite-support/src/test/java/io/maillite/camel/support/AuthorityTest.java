package io.maillite.camel.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "mail.example.org:995, mail.example.org, 995",
        "mail.example.org, mail.example.org, 0",
        "192.0.2.1:65535, 192.0.2.1, 65535",
        "[2001:db8::1]:110, 2001:db8::1, 110",
        "[2001:db8::1], 2001:db8::1, 0",
    })
    void readsHostAndPort(String text, String host, int port) {
        assertThat(Authority.parse(text)).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "'', names no host",
        ":110, names no host",
        "[]:110, names no host",
        "[2001:db8::1, is not closed",
        "2001:db8::1, stands in brackets",
        "[2001:db8::1]110, '110' is no port",
        "mail.example.org:, ':' is no port",
        "mail.example.org:pop3, ':pop3' is no port",
        "mail.example.org:-1, ':-1' is no port",
        "mail.example.org:0, a port is 1 to 65535",
        "mail.example.org:65536, a port is 1 to 65535",
        "mail.example.org:99999999999, a port is 1 to 65535",
    })
    void saysWhatIsWrong(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.parse(text))
                .withMessageContaining(why);
    }

    /** In front of the host other components take a user and a password: that is shown to nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"ada@mail.example.org", "ada:tr3asure@mail.example.org:25", "ada:tr3@sure@[::1]:25"})
    void namesNoUser(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.parse(text))
                .withMessageContaining("username and password")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ada", "tr3", "sure"));
    }
}
