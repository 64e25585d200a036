package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server has shown over a session of how far it keeps what it offers: whether it answers what follows the end of
 * the data, and whether it has {@code BDAT}. What is not shown yet is found out where that costs least.
 */
final class ServerConduct {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConduct.class);
    /** What servers that answer it at all answer at once, behind the end of the data. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private enum BehindData {
        UNKNOWN,
        ANSWERED,
        LOST
    }

    private final Dialogue dialogue;
    private final SessionSettings settings;
    private BehindData behindData;
    private boolean takesChunks;
    private boolean brokeOnChunks;
    private boolean hasAnsweredMail;

    ServerConduct(Dialogue dialogue, SessionSettings settings) {
        this.dialogue = dialogue;
        this.settings = settings;
        this.behindData = settings.followsData() ? BehindData.UNKNOWN : BehindData.LOST;
    }

    /** Whether it was seen that what follows the end of the data is answered. */
    boolean answersWhatFollowsData() {
        return behindData == BehindData.ANSWERED;
    }

    boolean isUnknownWhatFollowsData() {
        return behindData == BehindData.UNKNOWN;
    }

    /** Whether the server has shown that it loses or refuses what follows the end of the data at once. */
    boolean losesWhatFollowsData() {
        return settings.followsData() && behindData == BehindData.LOST;
    }

    /** Whether it was seen that a {@code BDAT} is taken. */
    boolean takesChunks() {
        return takesChunks;
    }

    /** Whether the server has shown that it does not have {@code BDAT}, though it offers it. */
    boolean brokeOnChunks() {
        return brokeOnChunks;
    }

    /** Whether the server has answered {@code MAIL}, whatever it said. */
    boolean hasAnsweredMail() {
        return hasAnsweredMail;
    }

    /**
     * Finds out what the server does with what follows the end of the data at once, by something that matters to
     * nobody. RFC 2920 section 3.1 allows it, but some servers drop what they have read by then, and others refuse it,
     * against SMTP smuggling.
     */
    void probeBehindData() throws MailException {
        SimpleCommand noop = dialogue.submit(SimpleCommand.of("NOOP"));
        while (dialogue.unanswered() > 1 && dialogue.isOpen()) {
            dialogue.receive();
        }
        if (!dialogue.isOpen()) {
            return;
        }
        Duration patience = dialogue.connection().settings().readTimeout();
        try {
            dialogue.drain(patience.compareTo(SOON) < 0 ? patience : SOON);
        } catch (MailConnectionException e) {
            if (e.reason() != Reason.READ_TIMEOUT) {
                throw e;
            }
            LOG.debug("The next message goes over another connection", e);
            behindData = BehindData.LOST;
            return;
        }
        if (dialogue.isOpen()) {
            behindData = noop.reply().isPositive() ? BehindData.ANSWERED : BehindData.LOST;
        }
    }

    /**
     * Looks at the first {@code BDAT} of the session, when it has been answered. A server that refuses it as a command
     * may take what it holds for commands: it is not spoken to any more. Where it turns out not to have it at all, the
     * content was not taken, and can go another way.
     */
    void lookAtFirst(BdatChunk chunk, Transaction transaction) {
        SmtpReply reply = chunk.lastReply();
        if (reply == null) {
            return;
        }
        if (!reply.isAboutCommand()) {
            takesChunks = true;
            return;
        }
        boolean mayGoAnotherWay = settings.lineEndings() != LineEndings.PRESERVE;
        if (reply.isUnknownCommand() && mayGoAnotherWay && transaction.accepted() > 0) {
            brokeOnChunks = true;
            transaction.notUnderstood(new MailConnectionException(
                    Reason.CLOSED,
                    Refusal.text(connection().server().toString(), chunk.name(), reply)
                            + ", though it offers CHUNKING. Use chunking=OFF",
                    null));
        }
        dialogue.abandon();
    }

    /** Looks at one that is over and was answered. */
    void lookAt(Transaction transaction) {
        hasAnsweredMail |= transaction.hasAnsweredMail();
        if (transaction.isOutOfPlace()) {
            behindData = BehindData.LOST;
            transaction.notUnderstood(new MailConnectionException(
                    Reason.CLOSED,
                    connection().server() + ": the server refuses what follows the end of a message at once",
                    null));
        }
    }

    /** Looks at one that will not be answered any more. */
    void lookAt(Transaction transaction, MailException interruption) {
        hasAnsweredMail |= transaction.hasAnsweredMail();
        boolean tooLate = interruption instanceof MailConnectionException lost && lost.reason() == Reason.READ_TIMEOUT;
        if (tooLate && transaction.mayBeOutOfPlace()) {
            behindData = BehindData.LOST;
        }
    }

    private Connection connection() {
        return dialogue.connection();
    }
}
