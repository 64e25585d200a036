package io.maillite.reliability.cut;

import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SmtpPath;
import io.maillite.testkit.smtp.Verdicts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of the four messages of a conversation. Each is for two who may have it and one who never does; of the second,
 * one of the two has it refused at its end (which only LMTP can say), of the last both do.
 */
record Mail(String name, int number) {
    private static final int MAILS = 4;
    private static final int REFUSED_FOR_ONE = 1;
    private static final int REFUSED_FOR_ALL = MAILS - 1;

    static List<Mail> all(String name) {
        return IntStream.range(0, MAILS)
                .mapToObj(number -> new Mail(name, number))
                .toList();
    }

    List<String> recipients() {
        return List.of("to" + number + "@a.org", "full" + number + "@a.org", "bad@a.org");
    }

    private String lastLine() {
        return "end " + name + " " + number + "\r\n";
    }

    String text() {
        return "Subject: " + number + "\r\n\r\n.\r\n..\r\n" + lastLine();
    }

    byte[] octets() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    /** What the client hands over last of this message. */
    String end(boolean chunks) {
        return lastLine() + (chunks ? "" : ".\r\n");
    }

    /** What the server thinks of them. */
    static final class Opinions implements Verdicts {
        @Override
        public @Nullable String recipient(SmtpPath recipient, int accepted) {
            return recipient.address().startsWith("bad") ? "550 5.1.1 nobody" : null;
        }

        @Override
        public @Nullable String message(Received message) {
            return is(REFUSED_FOR_ALL, message) ? "451 4.3.0 not now" : null;
        }

        @Override
        public @Nullable String delivery(Received message, SmtpPath recipient) {
            boolean full = is(REFUSED_FOR_ONE, message) && recipient.address().startsWith("full");
            return full ? "452 4.2.2 full" : message(message);
        }

        private static boolean is(int number, Received message) {
            return message.text().startsWith("Subject: " + number + "\r\n");
        }
    }
}
