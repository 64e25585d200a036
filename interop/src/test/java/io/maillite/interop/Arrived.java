package io.maillite.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.wire.TlsMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is in a mailbox, and what of it was sent: a server adds its trace fields on top, and nothing else. */
final class Arrived {
    private Arrived() {}

    /** The messages of a user, as soon as there are so many; they stay there. */
    static List<byte[]> messages(Dovecot dovecot, String user, int count) {
        return Waiting.until(() -> {
            List<byte[]> messages = all(dovecot, user);
            return messages != null && messages.size() >= count ? messages : null;
        });
    }

    private static List<byte[]> all(Dovecot dovecot, String user) throws Exception {
        try (Pop3Session session = dovecot.pop3(TlsMode.IMPLICIT, user).open()) {
            List<byte[]> messages = new ArrayList<>();
            for (int number = 1; number <= session.stat().count(); number++) {
                ByteArrayOutputStream message = new ByteArrayOutputStream();
                session.retr(number, message);
                messages.add(message.toByteArray());
            }
            session.quit();
            return messages;
        } catch (Pop3Exception e) {
            assertThat(e.isBusy()).as(e.getMessage()).isTrue();
            return null;
        }
    }

    /** Whether this is what was sent, under trace fields. */
    static boolean isUnderTraceFields(byte[] sent, byte[] arrived) {
        int top = arrived.length - sent.length;
        return top > 0
                && Arrays.equals(arrived, top, arrived.length, sent, 0, sent.length)
                && TraceFields.areAll(new String(arrived, 0, top, StandardCharsets.UTF_8));
    }

    static void assertArrived(MessageKind kind, Dovecot dovecot, String user) {
        assertThat(messages(dovecot, user, 1)).singleElement().satisfies(message -> assertThat(
                        isUnderTraceFields(kind.normalized(), message))
                .as(new String(message, StandardCharsets.ISO_8859_1))
                .isTrue());
    }
}
