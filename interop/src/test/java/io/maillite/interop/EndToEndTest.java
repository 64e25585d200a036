package io.maillite.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.interop.Postfix.Port;
import io.maillite.smtp.SmtpException;
import io.maillite.wire.TlsMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code smtplite:} to Postfix to Dovecot to {@code pop3lite:}: what arrives is what was sent, under trace fields. */
@ExtendWith(RealServers.class)
class EndToEndTest {
    /** Sent by {@code BDAT} under STARTTLS, and by {@code DATA} under implicit TLS. */
    @ParameterizedTest
    @EnumSource(MessageKind.class)
    void arrivesAsItWasSent(MessageKind kind, Dovecot dovecot, Postfix postfix) throws Exception {
        String byBdat = journey(kind, dovecot, postfix, Port.SUBMISSION, TlsMode.STARTTLS, "");
        String byData = journey(kind, dovecot, postfix, Port.SUBMISSIONS, TlsMode.IMPLICIT, "&chunking=OFF");
        Tried.arrived(kind, byBdat.equals(byData) ? byData : "`BDAT`: " + byBdat + "; `DATA`: " + byData);

        assertThat(byBdat).as("by BDAT").isEqualTo("equal");
        assertThat(byData).as("by DATA").isEqualTo("equal");
    }

    private static String journey(
            MessageKind kind, Dovecot dovecot, Postfix postfix, Port port, TlsMode tls, String options)
            throws Exception {
        String user = Mailboxes.next();
        try (Routes routes = new Routes()) {
            Exchange sent = routes.send(
                    postfix.uri(port, tls) + "&username=" + user + "&password=RAW(" + Mailboxes.passwordOf(user) + ")"
                            + options,
                    kind.octets(),
                    Map.of(SmtpLiteHeaders.FROM, user, SmtpLiteHeaders.TO, user));
            if (sent.getException() instanceof SmtpException refused
                    && refused.reply().isPresent()) {
                return "refused: " + refused.reply().get();
            }
            assertThat(sent.getException()).isNull();
            routes.consuming("mail", dovecot.uri(TlsMode.STARTTLS, user));
            byte[] arrived = routes.await(1).get(0).octets();
            return compare(kind.normalized(), arrived);
        }
    }

    /** The hash of what is below the trace fields is that of what was sent. */
    private static String compare(byte[] sent, byte[] arrived) {
        int top = Math.max(0, arrived.length - sent.length);
        String hash = Sha256.of(Arrays.copyOfRange(arrived, top, arrived.length));
        boolean equal =
                hash.equals(Sha256.of(sent)) && TraceFields.areAll(new String(arrived, 0, top, StandardCharsets.UTF_8));
        return equal ? "equal" : "changed: " + difference(sent, arrived);
    }

    private static String difference(byte[] sent, byte[] arrived) {
        int same = 0;
        while (same < Math.min(sent.length, arrived.length)
                && sent[sent.length - 1 - same] == arrived[arrived.length - 1 - same]) {
            same++;
        }
        return "the last " + same + " octets are equal, then '" + around(sent, sent.length - same) + "' has become '"
                + around(arrived, arrived.length - same) + "'";
    }

    private static String around(byte[] octets, int end) {
        return new String(octets, Math.max(0, end - 60), end - Math.max(0, end - 60), StandardCharsets.ISO_8859_1)
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\0", "\\0");
    }
}
