package io.maillite.camel.pop3;

import io.maillite.pop3.Pop3Session;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;

/** Decides what a session is to do: what the server lists, put beside what the ledger knows. */
final class Planner {
    private final Pop3LiteConfiguration options;
    private final Ledger ledger;
    private final ServerMemory server;
    private final MailboxReports reports;

    Planner(Pop3LiteConfiguration options, Ledger ledger, ServerMemory server, MailboxReports reports) {
        this.options = options;
        this.ledger = ledger;
        this.server = server;
        this.reports = reports;
    }

    /**
     * Lists the maildrop and plans the session.
     *
     * @throws MailException if the session is dead, or the server cannot do what the options want
     */
    SessionPlan plan(Pop3Session session) throws MailException {
        MaildropListing listing = MaildropListing.of(
                session, options.getMaxListing(), ledger::known, !options.isDelete(), server.hasUniqueIds());
        reports.messagesWithoutSize(listing.withoutSize());
        if (listing.hasUniqueIds()) {
            if (!listing.messages().isEmpty()) {
                server.answeredUidl();
            }
            reports.messagesWithoutId(listing.withoutId(), !options.isDelete());
            ledger.forget(listing.repeatedIds());
            retain(listing);
        } else if (options.isDelete()) {
            reports.noUidl();
        } else {
            throw new MailProtocolException(session.server() + ": the server has no UIDL, so delete=false would deliver"
                    + " every message again at each poll. Use delete=true, or another server");
        }
        SessionPlan plan = SessionPlan.of(
                listing.messages(),
                ledger,
                options.getMaxMessageSize(),
                options.getMaxMessagesPerPoll(),
                options.isDelete());
        reports.keptByServer(plan.keptByServer().size());
        for (ListedMessage message : plan.tooLarge()) {
            reports.tooLarge(message);
            if (message.key() != null) { // the others are listed as too large each time, and in nobody's way
                ledger.tooLarge(message);
            }
        }
        return plan;
    }

    /** To clean up is no condition of reading: what is not removed is only not needed. */
    private void retain(MaildropListing listing) {
        try {
            ledger.retain(listing.messages());
        } catch (RuntimeException e) {
            reports.notForgotten(e);
        }
    }
}
