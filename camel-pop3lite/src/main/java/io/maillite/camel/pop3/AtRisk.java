package io.maillite.camel.pop3;

import io.maillite.pop3.Pop3Capabilities;
import io.maillite.pop3.Pop3Session;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages that {@code QUIT} would take from those who still want them. A server that says {@code EXPIRE 0} removes
 * then what was retrieved, marked or not (RFC 2449 section 6.7): a message whose exchange has failed, say. Such a
 * session is dropped instead, and the next one deletes what was processed, as after any lost session.
 */
final class AtRisk {
    private final boolean expiring;
    private final boolean delete;
    private final Map<Integer, ListedMessage> messages = new LinkedHashMap<>();

    /** @param session that has said what the server can do */
    AtRisk(Pop3Session session, Pop3LiteConfiguration options) {
        this.expiring = options.getFetch() == Fetch.FULL // TOP does not count
                && isExpiring(session);
        this.delete = options.isDelete();
    }

    /** Whether the server says that it deletes what was retrieved. */
    static boolean isExpiring(Pop3Session session) {
        return session.capabilitiesSoFar()
                .expire()
                .filter(Pop3Capabilities.Expiry::isAtOnce)
                .isPresent();
    }

    /** Whether any message that is retrieved may keep the session from being committed. */
    boolean isPossible() {
        return expiring;
    }

    /** It was sent whole, whatever became of it here. */
    void retrieved(ListedMessage message) {
        if (expiring) {
            messages.put(message.number(), message);
        }
    }

    /** Nobody needs it on the server any more, unless all are to stay there. */
    void completed(ListedMessage message) {
        if (delete) {
            messages.remove(message.number());
        }
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return messages.isEmpty();
    }

    Collection<ListedMessage> messages() {
        return messages.values();
    }
}
