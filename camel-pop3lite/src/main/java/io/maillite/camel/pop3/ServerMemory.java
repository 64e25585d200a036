package io.maillite.camel.pop3;

import io.maillite.pop3.Pipelining;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;

/** What the sessions of a started route have learnt of their server. For the poll's thread alone. */
final class ServerMemory {
    private final Pipelining configured;
    private boolean hasUniqueIds;
    private boolean pipelines;
    private boolean suspected;
    private boolean breaksOnPipelining;

    ServerMemory(Pipelining configured) {
        this.configured = configured;
    }

    /** Whether it has answered {@code UIDL}: then a refusal is an error, and not a server without unique-ids. */
    boolean hasUniqueIds() {
        return hasUniqueIds;
    }

    void answeredUidl() {
        hasUniqueIds = true;
    }

    /** How to talk to it. */
    Pipelining pipelining() {
        return suspected || breaksOnPipelining ? Pipelining.OFF : configured;
    }

    /** A session was had. */
    void served(boolean pipelined) {
        pipelines |= pipelined;
    }

    /**
     * Whether it may have dropped a connection because commands were pipelined, or never have seen those that came with
     * others: it never has served any.
     */
    boolean mayHaveBrokenOnPipelining(MailConnectionException loss) {
        boolean isLike = loss.reason() == Reason.LOST || loss.reason() == Reason.READ_TIMEOUT;
        return pipelining() != Pipelining.OFF && !pipelines && isLike;
    }

    /** It may break on pipelined commands: the next session goes one by one, to see. */
    void suspectPipelining() {
        suspected = true;
    }

    /** Its replies did not belong to the commands when these were pipelined: one by one, that is seen at once. */
    void lostStep() {
        breaksOnPipelining = true;
    }

    /** A session has come to its end. If one by one it goes, so it will from now on. */
    void wentWell() {
        breaksOnPipelining |= suspected;
        suspected = false;
    }

    /** One by one it broke, too: pipelining was not the reason. */
    void brokeAnyway() {
        suspected = false;
    }
}
