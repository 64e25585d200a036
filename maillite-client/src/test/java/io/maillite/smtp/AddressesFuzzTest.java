package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.testkit.evidence.Replays;
import io.maillite.wire.CommandLine;
import io.maillite.wire.Failures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** What a caller gives for addresses and parameters: it fits into a command line and ends no path, or is refused. */
class AddressesFuzzTest {
    private static final Replays REPLAYS = Replays.of("smtp-addresses");
    private static final SmtpCapabilities ALL = new SmtpCapabilities(
            List.of("DSN", "DELIVERBY 240", "FUTURERELEASE 86400 2030-01-31T18:00:00Z", "MT-PRIORITY", "REQUIRETLS"));

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void anyTextIsAnAddressOrRefused(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            String text = new String(input, StandardCharsets.UTF_8);
            address(text);
            parameter(text);
            assertThat(decoded(Xtext.encode(text))).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void address(String text) {
        try {
            SmtpAddress address = SmtpAddress.parse(text);
            endsNoPath(address.utf8());
            if (!address.needsUtf8()) {
                assertThat(SmtpAddress.isAscii(address.ascii())).isTrue();
                endsNoPath(address.ascii());
            }
        } catch (SmtpAddress.Malformed e) {
            Failures.check(e);
        }
    }

    /** Neither a space nor an angle bracket outside of quotes, and no control character at all. */
    private static void endsNoPath(String address) {
        CommandLine.of("RCPT TO:<" + address + ">");
        boolean quoted = false;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else {
                assertThat(quoted || (c != ' ' && c != '<' && c != '>'))
                        .as(address)
                        .isTrue();
            }
        }
        assertThat(quoted).as(address).isFalse();
    }

    private static void parameter(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = text.substring(equals + 1);
        for (EsmtpParameters.Verb verb : EsmtpParameters.Verb.values()) {
            try {
                StringBuilder encoded = new StringBuilder();
                new EsmtpParameters(ALL, true).encode(verb, Map.of(name, value), encoded);
                assertThat(encoded).matches(" [!-~]+");
            } catch (EsmtpParameters.Unusable e) {
                Failures.check(e);
            }
        }
    }

    private static byte[] decoded(String xtext) {
        byte[] octets = new byte[xtext.length()];
        int length = 0;
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            assertThat(c).isBetween('!', '~');
            if (c == '+') {
                octets[length++] = (byte) Integer.parseInt(xtext.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                octets[length++] = (byte) c;
            }
        }
        return Arrays.copyOf(octets, length);
    }
}
