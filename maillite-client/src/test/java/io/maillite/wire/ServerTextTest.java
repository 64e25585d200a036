package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown, and what may be named: text from outside. */
class ServerTextTest {
    @Test
    void controlCharactersAreTakenOutAndLineEndsAreSpaces() {
        assertThat(ServerText.printable("a\u001b[31mb\r\nc\td\u0000\u0085\u009b\u007fe\u2028f\u202eg"))
                .isEqualTo("a[31mb  c defg");
    }

    @Test
    void otherScriptsStay() {
        assertThat(ServerText.printable("Größe 容量 🙂")).isEqualTo("Größe 容量 🙂");
    }

    @Test
    void aLoneSurrogateIsNoCharacter() {
        assertThat(ServerText.printable("a\ud83db")).isEqualTo("ab");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(ServerText.printable("x".repeat(10_000))).hasSize(513).endsWith("…");
        assertThat(ServerText.printable("x".repeat(512))).hasSize(512);
    }

    @Test
    void aCommandLineShowsWhatMayBeShown() {
        CommandLine line = CommandLine.secret("PASS tanstaaf", "PASS ***", "tanstaaf");
        assertThat(line.toString()).isEqualTo("PASS ***");
        assertThat(CommandLine.of("STAT").toString()).isEqualTo("STAT");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\r', '\n', '\0', '\t', '\u001b', '\u007f'})
    void aCommandLineHoldsNoControlCharacter(char control) {
        assertThatThrownBy(() -> CommandLine.secret("PASS a" + control + "b", "PASS ***", "a" + control + "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PASS ***")
                .hasMessageContaining("nothing was sent")
                .hasMessageNotContaining("a" + control);
    }

    @Test
    void anAddressIsShownAsInAUri() {
        assertThat(new ServerAddress("mail.example.org", 995).toString()).isEqualTo("mail.example.org:995");
        assertThat(new ServerAddress("::1", 110).toString()).isEqualTo("[::1]:110");
        assertThat(new ServerAddress("[::1]", 110).host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "a b", "a\r\nb", "a\0b"})
    void aHostThatIsNoneIsRefused(String host) {
        assertThatThrownBy(() -> new ServerAddress(host, 110)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConnectionSettings.to(host)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void aPortThatIsNoneIsRefused(int port) {
        assertThatThrownBy(() -> new ServerAddress("localhost", port)).isInstanceOf(IllegalArgumentException.class);
    }
}
