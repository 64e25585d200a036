package io.maillite.smtp;

import io.maillite.smtp.RecipientResult.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a message for each of its recipients, in the order of the envelope. */
public final class RecipientResults {
    /** Of nobody. */
    public static final RecipientResults NONE = new RecipientResults(List.of());

    private final List<RecipientResult> results;

    RecipientResults(List<RecipientResult> results) {
        this.results = List.copyOf(results);
    }

    /** Where the others know a recipient, theirs; else these. */
    RecipientResults replacedBy(RecipientResults others) {
        Map<String, RecipientResult> known = new HashMap<>();
        others.results.forEach(result -> known.put(result.recipient(), result));
        return new RecipientResults(results.stream()
                .map(result -> known.getOrDefault(result.recipient(), result))
                .toList());
    }

    /** These alone, in this order and spelling; those that it knows nothing of were not sent to. */
    RecipientResults among(Collection<String> wanted) {
        Map<String, RecipientResult> known = byMailbox();
        List<RecipientResult> among = new ArrayList<>(wanted.size());
        for (String recipient : wanted) {
            RecipientResult result = known.get(Envelope.mailbox(recipient));
            among.add(
                    result == null
                            ? new RecipientResult(recipient, Status.NOT_SENT, Optional.empty())
                            : new RecipientResult(recipient, result.status(), result.reply()));
        }
        return new RecipientResults(among);
    }

    /** These, and of the others those for whom these hold nothing. */
    RecipientResults with(RecipientResults others) {
        Map<String, RecipientResult> known = byMailbox();
        List<RecipientResult> all = new ArrayList<>(results);
        for (RecipientResult other : others.results) {
            if (!known.containsKey(Envelope.mailbox(other.recipient()))) {
                all.add(other);
            }
        }
        return new RecipientResults(all);
    }

    private Map<String, RecipientResult> byMailbox() {
        Map<String, RecipientResult> known = new HashMap<>();
        results.forEach(result -> known.put(Envelope.mailbox(result.recipient()), result));
        return known;
    }

    /** Each of them. */
    public List<RecipientResult> asList() {
        return results;
    }

    /** Those that the server has accepted the message for. */
    public List<String> accepted() {
        return with(Status.ACCEPTED);
    }

    /** Those that the server has refused it for, with its reply. */
    public Map<String, SmtpReply> refused() {
        Map<String, SmtpReply> refused = new LinkedHashMap<>();
        for (RecipientResult result : results) {
            if (result.status() == Status.REFUSED) {
                result.reply().ifPresent(reply -> refused.put(result.recipient(), reply));
            }
        }
        return Collections.unmodifiableMap(refused);
    }

    /** Those of which nobody knows. */
    public List<String> inDoubt() {
        return with(Status.IN_DOUBT);
    }

    /** Those that it was not sent to, for a reason that has nothing to do with them. */
    public List<String> notSent() {
        return with(Status.NOT_SENT);
    }

    /** Whether there is one of these. */
    boolean has(Status status) {
        for (RecipientResult result : results) {
            if (result.status() == status) {
                return true;
            }
        }
        return false;
    }

    /** Whether there are no others. */
    boolean allAre(Status status) {
        for (RecipientResult result : results) {
            if (result.status() != status) {
                return false;
            }
        }
        return true;
    }

    private List<String> with(Status status) {
        List<String> recipients = new ArrayList<>(results.size());
        for (RecipientResult result : results) {
            if (result.status() == status) {
                recipients.add(result.recipient());
            }
        }
        return Collections.unmodifiableList(recipients);
    }

    @Override
    public String toString() {
        return results.toString();
    }
}
