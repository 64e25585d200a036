package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mail objects over one session. There are two cursors over one list of transactions: this class moves the one
 * that sends, as far ahead as the server allows; the {@link Dialogue} moves the one that receives, whenever the sender
 * must wait. One by one is the same with room for a single command.
 *
 * <p>The sender must wait, and does, at these places and nowhere else:
 *
 * <ol>
 *   <li>before each command, for those in front of it: without {@code PIPELINING} all, with it as many as is safe;
 *   <li>before content, with {@code DATA}: for the 354 (RFC 2920 section 3.1);
 *   <li>before content, with {@code BDAT}: for the envelope, if the server has not shown yet that it can be relied on
 *       (the first group of a session, or the first after it was idle), and with LMTP, where the number of final
 *       replies hangs on it;
 *   <li>before {@code DATA} or {@code BDAT}, for the envelope, if all recipients are required;
 *   <li>behind the end of the data, with {@code DATA}: for the reply to it, unless the server has shown that it answers
 *       what follows there (some throw it away, others refuse it: {@link ServerConduct});
 *   <li>behind the first {@code BDAT} of a session, which the server may turn out not to have; and before the second of
 *       a message, for the envelope: what is large may be for nobody;
 *   <li>when there is nothing left to send.
 * </ol>
 */
final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** So many messages are sent together at most, if they are that small: what is lost with a group is in doubt. */
    private static final int MOST_IN_GROUP = 16;

    /** One more message that is small mostly fits into the connection's buffer then. */
    private static final int MOST_OCTETS_IN_GROUP = 48 * 1024;

    /** Content for nobody costs little, if it is that small. */
    private static final int SMALL = 16 * 1024;

    private final Dialogue dialogue;
    private final Connection connection;
    private final SmtpCapabilities capabilities;
    private final SessionSettings settings;
    private final Preparation preparation;
    private final ServerConduct conduct;
    private final ContentBuffers buffers = new ContentBuffers();
    private final Replies replies = new Replies();

    /** Those whose results were not given out yet, in order. */
    private final Deque<Unfinished> unfinished = new ArrayDeque<>();
    /** Those that were begun and not concluded, in order. */
    private final Deque<Transaction> begun = new ArrayDeque<>();
    /** Those that have recipients left. */
    private final Deque<Delivery> further = new ArrayDeque<>();

    private Iterator<?> mails = Collections.emptyIterator();
    private boolean inGroups;
    private int transactions;
    private int grouped;
    private boolean unproven;
    private @Nullable Transaction last;

    /** A mail object that has a result, or will have one. */
    private record Unfinished(
            @Nullable Delivery delivery, @Nullable SendResult result, Consumer<SendResult> taker) {
        boolean isFinished() {
            return delivery == null || delivery.isConcluded();
        }

        void finish() {
            if (result != null) {
                taker.accept(result);
            } else if (delivery != null) {
                taker.accept(delivery.result());
            }
        }
    }

    Pipeline(Dialogue dialogue, SmtpCapabilities capabilities, ServerConduct conduct, SessionSettings settings) {
        this.dialogue = dialogue;
        this.connection = dialogue.connection();
        this.capabilities = capabilities;
        this.settings = settings;
        this.preparation = new Preparation(connection, capabilities, settings);
        this.conduct = conduct;
    }

    /** Whether one more transaction can be begun (RFC 9422 has servers say how many they take). */
    boolean isOpen() {
        return dialogue.isOpen()
                && transactions < capabilities.maxTransactions().orElse(Integer.MAX_VALUE);
    }

    /**
     * Sends mail objects until there are no more or the session is over. Each that was taken has a result then.
     *
     * @param mails asked for the next when there is room for it
     * @param results takes the results, in order
     * @param inGroups whether what was given may wait for what is given next
     */
    void send(Iterator<? extends MailObject> mails, Consumer<SendResult> results, boolean inGroups) {
        this.mails = mails;
        this.inGroups = inGroups;
        try {
            unproven = dialogue.lookAfterIdling();
            while (true) {
                if (isBehindData() && !conduct.answersWhatFollowsData()) {
                    drain();
                }
                settle();
                if (isOpen() && !further.isEmpty()) {
                    transact(further.remove());
                } else if (isOpen() && hasNext()) {
                    begin(mails.next(), results);
                } else if (isWorthReceiving()) {
                    dialogue.receive();
                } else {
                    break;
                }
            }
            if (dialogue.isOpen()) {
                leaveFurther();
            }
            if (resetIfLeftOpen()) {
                dialogue.flush(); // its reply is read when it has come: when there is something else to say
            }
        } catch (MailException e) {
            interrupt(e);
        } catch (RuntimeException | Error e) {
            dialogue.abandon();
            throw e;
        } finally {
            this.mails = Collections.emptyIterator(); // a session may be kept for long, and they with it
            if (last != null && last.isAnswered() && !last.leavesOpen()) {
                last = null;
            }
        }
        MailException farewell = dialogue.farewell();
        if (farewell != null) {
            interrupt(farewell);
            connection.abort();
        } else if (!unfinished.isEmpty()) {
            interrupt(new MailConnectionException(
                    Reason.CLOSED, connection.server() + ": the session ended before all was sent", null));
        }
    }

    /** Whether what is sent now comes behind an end of the data that was not answered yet. */
    private boolean isBehindData() {
        return last != null && last.end().isWritten() && !last.isAnswered() && !preparation.sendsChunks();
    }

    /** For the recipients that are left, the server takes no further transaction. */
    private void leaveFurther() {
        for (Delivery delivery : further) {
            delivery.interrupted(new MailConnectionException(
                    Reason.CLOSED,
                    connection.server() + ": the server takes no more than " + transactions
                            + " transactions in a session (MAILMAX), the others need another one",
                    null));
        }
        further.clear();
        settle();
    }

    /** Whoever gives us messages may take their time, in which the server should have what is there already. */
    private boolean hasNext() throws MailException {
        grouped = connection.unsent() == 0 ? 0 : grouped + 1;
        if (!inGroups || grouped >= MOST_IN_GROUP || connection.unsent() >= MOST_OCTETS_IN_GROUP) {
            dialogue.flush();
            grouped = 0;
        }
        return mails.hasNext();
    }

    /** A server that is closing may still answer what it has got: then that counts. */
    private boolean isWorthReceiving() {
        return dialogue.unanswered() > 0
                && (dialogue.isOpen()
                        || begun.stream()
                                .anyMatch(transaction -> transaction.end().isWritten()));
    }

    private void begin(MailObject mail, Consumer<SendResult> results) throws MailException {
        Delivery delivery;
        try {
            delivery = new Delivery(connection, preparation.prepare(mail));
        } catch (Preparation.Impossible e) {
            String why = e.getMessage() + ". Nothing was sent";
            SendResult result = SendResult.impossible(mail.envelope().recipients(), why, e.getCause());
            unfinished.add(new Unfinished(null, result, results));
            return;
        } catch (UnreadableContentException e) {
            unfinished.add(new Unfinished(
                    null, SendResult.withoutSession(mail.envelope().recipients(), e), results));
            return;
        }
        unfinished.add(new Unfinished(delivery, null, results));
        try {
            unproven |= dialogue.lookAfterIdling(); // whoever gives us messages may have taken their time
        } catch (MailException e) {
            if (e != dialogue.farewell() || !isWorthReceiving()) {
                throw e;
            }
            delivery.interrupted(e);
            return;
        }
        transact(delivery);
    }

    // ---- the cursor that sends

    private void transact(Delivery delivery) throws MailException {
        InputStream content;
        try {
            content = delivery.mail().content().open();
        } catch (IOException | RuntimeException e) {
            delivery.interrupted(new UnreadableContentException(e));
            return;
        }
        try {
            if (preparation.sendsChunks()) {
                ChunkedContent chunks = new ChunkedContent(content, preparation.sendsBinary(), buffers);
                transactInChunks(delivery, chunks);
                chunks.giveBack();
            } else {
                Transaction transaction = beginTransaction(delivery);
                sendEnvelope(transaction);
                sendData(transaction, content);
                transaction.submitted();
            }
        } finally {
            close(content);
        }
    }

    private void transactInChunks(Delivery delivery, ChunkedContent content) throws MailException {
        try {
            content.next(); // the first, and often only, before anything is sent: it may turn out to be unreadable
        } catch (UnreadableContentException e) {
            delivery.interrupted(e);
            return;
        }
        Transaction transaction = beginTransaction(delivery);
        sendEnvelope(transaction);
        try {
            sendChunks(transaction, content);
        } catch (UnreadableContentException e) {
            transaction.unreadable(e); // without its last chunk it is nothing, and the session lives
        }
        transaction.submitted();
    }

    private static void close(InputStream content) {
        try {
            content.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("The content of a message could not be closed", e); // all of it was read
        }
    }

    private Transaction beginTransaction(Delivery delivery) throws MailException {
        resetIfLeftOpen();
        if (delivery.mail().utf8()) {
            connection.allowUtf8();
        }
        Transaction transaction = new Transaction(
                delivery,
                delivery.next(capabilities.maxRecipients(), capabilities.maxRecipientDomains()),
                replies,
                settings.protocol(),
                settings.requireAllRecipients(),
                settings.dataTimeout());
        if (isBehindData()) {
            transaction.followsData();
        }
        begun.add(transaction);
        last = transaction;
        transactions++;
        return transaction;
    }

    /**
     * A transaction that may still be open would swallow the next {@code MAIL} and take its recipients for its own.
     *
     * @return whether there is something to send now
     */
    private boolean resetIfLeftOpen() throws MailException {
        Transaction before = last;
        boolean mayBeOpen = before != null && before.leavesOpen() && dialogue.isOpen();
        if (before != null && mayBeOpen) {
            unproven |= !before.end().isWritten();
            last = null;
            dialogue.submit(SimpleCommand.reset(replies));
        }
        return mayBeOpen;
    }

    private void sendEnvelope(Transaction transaction) throws MailException {
        dialogue.submit(transaction.mail());
        for (Transaction.Asked asked : transaction.recipients()) {
            dialogue.makeRoom();
            if (!dialogue.isOpen()
                    || transaction.mailRefusal() != null
                    || transaction.isBarred()
                    || transaction.isFull()) {
                return;
            }
            dialogue.submit(transaction.rcpt(asked));
        }
    }

    private void sendData(Transaction transaction, InputStream content) throws MailException {
        if (settings.requireAllRecipients()) {
            drain();
        }
        dialogue.makeRoom();
        if (isOver(transaction)) {
            return;
        }
        dialogue.submit(transaction.data(SimpleCommand.data()));
        drain();
        if (!dialogue.isOpen() || transaction.contentRefusal() != null) {
            return;
        }
        if (transaction.mailRefusal() != null && transaction.accepted() > 0) {
            dialogue.abandon(); // another transaction is open there, and would end with an empty message
            return;
        }
        // a server that wants content for nobody gets none: the end of the data alone (RFC 2920 section 3.1)
        InputStream wanted = transaction.isHopeless() ? InputStream.nullInputStream() : content;
        dialogue.submit(transaction.content(new DataContent(wanted, transaction.end(), buffers)));
        if (isWorthProbing(transaction)) {
            transaction.submitted();
            conduct.probeBehindData();
        }
    }

    /** Whether something will follow this end of the data, and it is not known what becomes of that. */
    private boolean isWorthProbing(Transaction transaction) {
        if (!conduct.isUnknownWhatFollowsData() || !dialogue.pipelines() || (inGroups && !mails.hasNext())) {
            return false;
        }
        boolean isSomebodyLeft = !further.isEmpty()
                || transaction.isFull()
                || transaction.delivery().hasWaiting();
        return transaction.end().isWritten() && !isSomebodyLeft; // the session may end with this
    }

    private void sendChunks(Transaction transaction, ChunkedContent content) throws MailException {
        boolean perRecipient = settings.protocol() == Protocol.LMTP;
        if (unproven
                || !conduct.takesChunks()
                || !dialogue.hasPipelined()
                || settings.requireAllRecipients()
                || perRecipient) {
            drain();
            unproven = false;
        }
        boolean large = false;
        boolean first = true;
        while (true) {
            if (content.isLast() && perRecipient) {
                drain();
            }
            large |= content.length() > SMALL;
            // the messages of a group go at once: one look in front of them is enough
            dialogue.makeRoomForContent(grouped == 0 || large);
            while (!first && !transaction.isEnvelopeAnswered() && dialogue.isOpen()) {
                dialogue.receive(); // so much more is not sent to nobody
            }
            if (isOver(transaction)) {
                return;
            }
            BdatChunk chunk = dialogue.submit(transaction.content(new BdatChunk(content, transaction.end())));
            first = false;
            if (!conduct.takesChunks()) {
                drain();
                conduct.lookAtFirst(chunk, transaction);
            }
            if (large && (content.isLast() || content.mayWait())) {
                dialogue.flush(); // so that no part of it waits here for what comes next
            }
            if (content.isLast() || isOver(transaction)) {
                return;
            }
            content.next();
        }
    }

    /** Whatever waits for its replies is in no group with what follows. */
    private void drain() throws MailException {
        dialogue.drain();
        grouped = 0;
    }

    private boolean isOver(Transaction transaction) {
        return !dialogue.isOpen() || transaction.isHopeless();
    }

    /** What is said again is looked at again. */
    void forgetReplies() {
        replies.forget();
    }

    // ---- what came of it

    /** Concludes what has been answered. */
    private void settle() {
        while (!begun.isEmpty() && begun.element().isAnswered()) {
            Transaction transaction = begun.remove();
            conduct.lookAt(transaction);
            MailException cause = transaction.unreadable();
            conclude(transaction, cause != null ? cause : dialogue.farewell());
            if (transaction.delivery().hasWaiting()) {
                further.add(transaction.delivery());
            }
        }
        while (!unfinished.isEmpty() && unfinished.element().isFinished()) {
            unfinished.remove().finish();
        }
    }

    private void conclude(Transaction transaction, @Nullable MailException interruption) {
        transaction.delivery().conclude(transaction, interruption, dialogue.farewell() != null);
    }

    /** The session has come to its end: what was not answered by now never will be. */
    private void interrupt(MailException cause) {
        settle();
        MailException farewell = dialogue.farewell();
        MailException general = farewell != null ? farewell : cause;
        while (!begun.isEmpty()) {
            Transaction transaction = begun.remove();
            conduct.lookAt(transaction, cause);
            boolean isItsOwn = cause instanceof UnreadableContentException && transaction == last;
            conclude(transaction, isItsOwn ? cause : general);
        }
        for (Unfinished one : unfinished) {
            Delivery delivery = one.delivery();
            if (delivery != null && !delivery.isConcluded()) {
                delivery.interrupted(general);
            }
        }
        further.clear();
        settle();
    }
}
