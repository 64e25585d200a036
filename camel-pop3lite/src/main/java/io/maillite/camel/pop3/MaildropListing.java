package io.maillite.camel.pop3;

import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Stat;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server says is in the maildrop: {@code STAT}, {@code UIDL} and {@code LIST} put together by message number.
 * The listings may come in any order, with gaps, and disagree; what only one of them knows is not guessed at.
 */
final class MaildropListing {
    private final List<ListedMessage> messages;
    private final Set<String> repeatedIds;
    private final boolean hasUniqueIds;
    private final int withoutId;
    private final int withoutSize;

    private MaildropListing(
            List<ListedMessage> messages,
            Set<String> repeatedIds,
            boolean hasUniqueIds,
            int withoutId,
            int withoutSize) {
        this.messages = messages;
        this.repeatedIds = repeatedIds;
        this.hasUniqueIds = hasUniqueIds;
        this.withoutId = withoutId;
        this.withoutSize = withoutSize;
    }

    /**
     * Asks the server.
     *
     * @param maxListing how many messages there may be
     * @param tellCopiesApart whether copies of one unique-id are known by their place; otherwise they are not known at
     *     all
     * @param uidlIsExpected whether this server has had {@code UIDL} before: then its refusal is an error, and not a
     *     server without unique-ids
     * @throws MailException if the server refuses, or lists too many
     */
    static MaildropListing of(Pop3Session session, int maxListing, boolean tellCopiesApart, boolean uidlIsExpected)
            throws MailException {
        Builder builder = new Builder(tellCopiesApart);
        Pop3Command<Stat> stat = session.submit(Pop3Commands.stat());
        if (!session.mayFollow()) {
            session.receive();
        }
        if (stat.isAnswered() && result(stat).count() == 0) {
            return builder.build(true);
        }
        Pop3Command<Integer> uidl = session.submit(Pop3Commands.uidl(maxListing, builder::uniqueId));
        Pop3Command<Integer> list = session.submit(Pop3Commands.list(maxListing, builder::size));
        while (session.unanswered() > 0) {
            session.receive();
        }
        int count = result(stat).count();
        if (count > maxListing) {
            throw new MailProtocolException(session.server() + ": the mailbox holds " + count
                    + " messages, which is more than maxListing=" + maxListing);
        }
        if (count == 0) {
            return builder.build(true);
        }
        result(list);
        try {
            if (uidl.result() == 0) {
                // to believe it would be to forget all that is known of these messages
                throw new MailProtocolException(
                        session.server() + ": STAT counts " + count + " messages, and UIDL lists none");
            }
            return builder.build(true);
        } catch (Pop3Exception e) {
            if (uidlIsExpected
                    || session.capabilities().has("UIDL")
                    || e.responseCode().isPresent()) {
                throw e;
            }
            return builder.build(false);
        } catch (MailException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is no sink that could fail
        }
    }

    /** What came of a command that nobody's sink is part of. */
    static <T> T result(Pop3Command<T> command) throws MailException {
        try {
            return command.result();
        } catch (MailException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is no sink that could fail
        }
    }

    /** In the order of the server's. */
    List<ListedMessage> messages() {
        return messages;
    }

    /** Unique-ids that stand for more than one message, of a listing whose copies are not told apart. */
    Set<String> repeatedIds() {
        return repeatedIds;
    }

    /** Whether the server has unique-ids at all. */
    boolean hasUniqueIds() {
        return hasUniqueIds;
    }

    /** How many messages have none, on a server that has them. */
    int withoutId() {
        return withoutId;
    }

    /** Of how many {@code LIST} gives no size. */
    int withoutSize() {
        return withoutSize;
    }

    /** Gathers the lines, by message number. */
    private static final class Builder {
        private final boolean tellCopiesApart;
        private int[] numbers = new int[64];
        private @Nullable String[] ids = new String[64];
        private int listed;
        private boolean ascending = true;
        private int withoutSize;
        private final Map<Integer, Long> sizes = new HashMap<>();
        private final List<Integer> order = new ArrayList<>();

        Builder(boolean tellCopiesApart) {
            this.tellCopiesApart = tellCopiesApart;
        }

        void uniqueId(int number, @Nullable String id) {
            if (listed == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * listed);
                ids = Arrays.copyOf(ids, 2 * listed);
            }
            ascending &= listed == 0 || number > numbers[listed - 1];
            numbers[listed] = number;
            ids[listed++] = id;
        }

        void size(int number, long size) {
            if (sizes.put(number, size) == null) {
                order.add(number);
                withoutSize += size < 0 ? 1 : 0;
            }
        }

        MaildropListing build(boolean hasUniqueIds) {
            return hasUniqueIds ? byUniqueIds() : byNumbers();
        }

        private MaildropListing byNumbers() {
            List<ListedMessage> messages = new ArrayList<>(order.size());
            for (int number : order) {
                messages.add(new ListedMessage(number, size(number), null, null));
            }
            return new MaildropListing(messages, Set.of(), false, 0, withoutSize);
        }

        /** What {@code LIST} alone knows came in between: the next session will know its unique-id. */
        private MaildropListing byUniqueIds() {
            Set<Integer> contradicted = contradicted();
            Set<String> repeated = repeated();
            Set<String> keys = new HashSet<>(listed * 2);
            Set<Integer> seen = new HashSet<>(listed * 2);
            List<ListedMessage> messages = new ArrayList<>(listed);
            int withoutId = 0;
            for (int i = 0; i < listed; i++) {
                if (!seen.add(numbers[i])) {
                    continue;
                }
                String id = contradicted.contains(numbers[i]) ? null : ids[i];
                if (id == null) {
                    withoutId++;
                }
                messages.add(new ListedMessage(numbers[i], size(numbers[i]), id, key(id, repeated, keys)));
            }
            return new MaildropListing(messages, tellCopiesApart ? Set.of() : repeated, true, withoutId, withoutSize);
        }

        /** A message that is given two ids has none: nothing is deleted by guess. */
        private Set<Integer> contradicted() {
            if (ascending) {
                return Set.of(); // as servers do it
            }
            Map<Integer, String> first = new HashMap<>(listed * 2);
            Set<Integer> contradicted = new HashSet<>();
            for (int i = 0; i < listed; i++) {
                String id = Objects.toString(ids[i], "");
                String before = first.putIfAbsent(numbers[i], id);
                if (before != null && !before.equals(id)) {
                    contradicted.add(numbers[i]);
                }
            }
            return contradicted;
        }

        private @Nullable String key(@Nullable String id, Set<String> repeated, Set<String> keys) {
            if (id == null || (!tellCopiesApart && repeated.contains(id))) {
                return null;
            }
            String key = id;
            for (int place = 2; !keys.add(key); place++) {
                key = id + "#" + place;
            }
            return key;
        }

        private Set<String> repeated() {
            Set<String> once = new HashSet<>(listed * 2);
            Set<String> repeated = new HashSet<>();
            for (int i = 0; i < listed; i++) {
                String id = ids[i];
                if (id != null && !once.add(id)) {
                    repeated.add(id);
                }
            }
            return repeated.isEmpty() ? Collections.emptySet() : repeated;
        }

        private long size(int number) {
            return sizes.getOrDefault(number, Stat.UNKNOWN_SIZE);
        }
    }
}
