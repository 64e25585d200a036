package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maillite.smtp.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStartTest {
    /** A stream that gives an octet at a time is as good as any. */
    private static MessageSource drop(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return () -> new FilterInputStream(new ByteArrayInputStream(octets)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 1));
            }
        };
    }

    private static MessageSource whole(String text) {
        return MessageSource.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\r\n\r\n",
                "X:",
                "Received : from there",
                "Received \t : from there",
                "From_is-!a#name: x",
            })
    void aFieldBeginsAMessage(String text) {
        assertThatCode(() -> MessageStart.require(whole(text))).doesNotThrowAnyException();
        assertThatCode(() -> MessageStart.require(drop(text))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {78, 79, 80, 81, 159, 160, 161, 900})
    void aNameMayBeLong(int length) {
        assertThatCode(() -> MessageStart.require(whole("N".repeat(length) + ": x")))
                .doesNotThrowAnyException();
        assertThatCode(() -> MessageStart.require(whole("N".repeat(length) + " : x")))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> MessageStart.require(whole("N".repeat(length))));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageStart.require(whole("N".repeat(length) + " x:")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " Subject: x",
                "\tSubject: x",
                " : x",
                ": x",
                "\r\nbody: x",
                "no field\r\n",
                "Sub ject: x",
                "Überschrift: x",
                "Del\u007fete: x",
                "{ \"subject\": 1}\n",
                "Subject\r\n: x",
            })
    void anythingElseDoesNot(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageStart.require(whole(text)))
                .withMessageContaining("does not begin with a header field");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageStart.require(drop(text)))
                .withMessageContaining("does not begin with a header field");
    }

    @ParameterizedTest
    @ValueSource(ints = {1500, 1 << 20})
    void noNameIsThatLong(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageStart.require(whole("N".repeat(length) + ": x")));
    }

    @ParameterizedTest
    @ValueSource(strings = "")
    void nothingIsNoMessage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageStart.require(whole(text)))
                .withMessageContaining("empty");
    }
}
