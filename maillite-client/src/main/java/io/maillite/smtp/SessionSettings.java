package io.maillite.smtp;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a session is led. */
record SessionSettings(
        Protocol protocol,
        @Nullable String localHostName,
        ExtensionUse pipelining,
        ExtensionUse chunking,
        boolean followsData,
        Duration dataTimeout,
        LineEndings lineEndings,
        EightBit eightBit,
        boolean requireAllRecipients) {

    static final SessionSettings DEFAULT = new SessionSettings(
            Protocol.SMTP,
            null,
            ExtensionUse.AUTO,
            ExtensionUse.AUTO,
            true,
            Duration.ofMinutes(10),
            LineEndings.NORMALIZE,
            EightBit.REJECT,
            false);

    SessionSettings {
        if (localHostName != null) {
            HelloName.check(localHostName);
        }
        if (dataTimeout.isZero() || dataTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "dataTimeout must be more than 0 (every wait has an end), not " + dataTimeout);
        }
        if (requireAllRecipients && protocol == Protocol.LMTP) {
            throw new IllegalArgumentException("requireAllRecipients cannot be kept with protocol=LMTP: the server"
                    + " refuses recipients after it has got the message, each by itself");
        }
    }

    /** The same, changed. */
    SessionSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toSettings();
    }

    /** One that is being changed. */
    static final class Draft {
        Protocol protocol;

        @Nullable
        String localHostName;

        ExtensionUse pipelining;
        ExtensionUse chunking;
        boolean followsData;
        Duration dataTimeout;
        LineEndings lineEndings;
        EightBit eightBit;
        boolean requireAllRecipients;

        private Draft(SessionSettings of) {
            protocol = of.protocol;
            localHostName = of.localHostName;
            pipelining = of.pipelining;
            chunking = of.chunking;
            followsData = of.followsData;
            dataTimeout = of.dataTimeout;
            lineEndings = of.lineEndings;
            eightBit = of.eightBit;
            requireAllRecipients = of.requireAllRecipients;
        }

        private SessionSettings toSettings() {
            return new SessionSettings(
                    protocol,
                    localHostName,
                    pipelining,
                    chunking,
                    followsData,
                    dataTimeout,
                    lineEndings,
                    eightBit,
                    requireAllRecipients);
        }
    }
}
