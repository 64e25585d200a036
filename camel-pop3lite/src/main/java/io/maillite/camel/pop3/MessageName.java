package io.maillite.camel.pop3;

import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Session;
import io.maillite.wire.MailException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Which message a producer is to act on: named by its unique-id, or by its number where it has none. A number holds for
 * one session only, so it is the caller who knows what it stands for.
 *
 * @param uniqueId wins over the number; null if there is none
 * @param number 0 if there is none
 */
record MessageName(@Nullable String uniqueId, int number) {
    private static final int NONE = 0;

    /** No message is named. */
    static final MessageName NOT_GIVEN = new MessageName(null, NONE);

    /**
     * Reads the headers that name a message.
     *
     * @throws IllegalArgumentException if one is there and names none
     */
    static MessageName of(Message message) {
        Object uniqueId = message.getHeader(Pop3LiteHeaders.UID);
        if (uniqueId != null) {
            String text = uniqueId.toString();
            if (text.isBlank()) {
                throw new IllegalArgumentException("The header " + Pop3LiteHeaders.UID + " is empty: give the unique-id"
                        + " of a message, or no such header");
            }
            return new MessageName(text, NONE);
        }
        Object number = message.getHeader(Pop3LiteHeaders.MESSAGE_NUMBER);
        return number == null ? NOT_GIVEN : new MessageName(null, number(number));
    }

    private static int number(Object header) {
        String text = header.toString().strip();
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : NONE;
        if (number == NONE) {
            throw new IllegalArgumentException("The header " + Pop3LiteHeaders.MESSAGE_NUMBER
                    + " must be the number of a message, 1 or more, not '" + text + "'");
        }
        return number;
    }

    boolean isGiven() {
        return uniqueId != null || number != NONE;
    }

    /**
     * What the session calls it.
     *
     * @param maxListing how many messages there may be
     * @throws MailException if the session does not list it, or lists several of that name
     */
    int numberIn(Pop3Session session, int maxListing) throws MailException {
        String wanted = uniqueId;
        if (wanted == null) {
            return number;
        }
        List<Integer> found = new ArrayList<>();
        Pop3Command<Integer> uidl = session.submit(Pop3Commands.uidl(maxListing, (listed, id) -> {
            if (wanted.equals(id)) {
                found.add(listed);
            }
        }));
        session.receive();
        MaildropListing.result(uidl);
        if (found.isEmpty()) {
            throw new MailException(
                    session.server() + ": no message has the unique-id '" + wanted
                            + "'. It may have been removed, or be in another mailbox",
                    null);
        }
        if (found.size() > 1) {
            throw new MailException(
                    session.server() + ": the messages " + found + " share the unique-id '" + wanted
                            + "'. Name one by the header " + Pop3LiteHeaders.MESSAGE_NUMBER + ", without "
                            + Pop3LiteHeaders.UID,
                    null);
        }
        return found.get(0);
    }
}
