package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maillite.smtp.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
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
        String name = "N".repeat(length);
        for (String field : List.of(name + ": x", name + " : x")) {
            assertThatCode(() -> MessageStart.require(whole(field))).doesNotThrowAnyException();
            assertThatCode(() -> MessageStart.require(drop(field))).doesNotThrowAnyException();
        }
        for (String none : List.of(name, name + " ", name + " x:")) {
            refuses(whole(none), "does not begin with a header field");
            refuses(drop(none), "does not begin with a header field");
        }
    }

    @Test
    void aNameEndsWithinTheLongestLine() {
        String longest = "N".repeat(999);
        assertThatCode(() -> MessageStart.require(whole(longest + ":"))).doesNotThrowAnyException();
        assertThatCode(() -> MessageStart.require(drop(longest + ":"))).doesNotThrowAnyException();
        for (int length : new int[] {1000, 1001, 1039, 1040, 1500, 1 << 16}) {
            refuses(whole("N".repeat(length) + ":"), "does not begin with a header field");
            refuses(drop("N".repeat(length) + ":"), "does not begin with a header field");
        }
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
        refuses(whole(text), "does not begin with a header field");
        refuses(drop(text), "does not begin with a header field");
    }

    @Test
    void nothingIsNoMessage() {
        refuses(whole(""), "empty");
        refuses(drop(""), "empty");
    }

    private static void refuses(MessageSource content, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageStart.require(content))
                .withMessageContaining(why);
    }
}
