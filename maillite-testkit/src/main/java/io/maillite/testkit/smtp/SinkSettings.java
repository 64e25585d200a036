package io.maillite.testkit.smtp;

import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.server.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link SinkServerBuilder} has collected. */
record SinkSettings(
        Transport transport,
        boolean lmtp,
        @Nullable Accounts accounts,
        List<String> mechanisms,
        List<String> offeredMechanisms,
        boolean requiresLogin,
        boolean ehlo,
        String greeting,
        List<String> extensions,
        Verdicts verdicts,
        int recipientsAtMost,
        int messagesAtMost,
        @Nullable EarlyRefusal earlyRefusal,
        boolean dataWithoutRecipients,
        boolean dropsPipelined,
        boolean laxEndOfData,
        int keep) {

    /**
     * A refusal in the middle of the data, after which the server closes the connection.
     *
     * @param gently whether it reads on until the client goes, so that the reply is not lost to a RST
     */
    record EarlyRefusal(long after, String reply, boolean gently) {}

    /** The arguments of this extension if it is offered, else {@code null}. */
    @Nullable
    String extension(String keyword) {
        for (String extension : extensions) {
            if (extension.equals(keyword)) {
                return "";
            }
            if (extension.startsWith(keyword + " ")) {
                return extension.substring(keyword.length() + 1);
            }
        }
        return null;
    }

    boolean offers(String keyword) {
        return extension(keyword) != null;
    }

    /** The largest message taken, by {@code SIZE}. */
    long largest() {
        String size = extension("SIZE");
        return size == null || size.isEmpty() || size.equals("0") ? Long.MAX_VALUE : Long.parseLong(size);
    }
}
