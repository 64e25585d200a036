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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
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
     * @param known gives the instance of a unique-id that is held already, if there is one
     * @param tellCopiesApart whether copies of one unique-id are known by their place; otherwise they are not known at
     *     all
     * @param uidlIsExpected whether this server has had {@code UIDL} before: then its refusal is an error, and not a
     *     server without unique-ids
     * @throws MailException if the server refuses, or lists too many
     */
    static MaildropListing of(
            Pop3Session session,
            int maxListing,
            UnaryOperator<String> known,
            boolean tellCopiesApart,
            boolean uidlIsExpected)
            throws MailException {
        Builder builder = new Builder(known, tellCopiesApart);
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
        private final UnaryOperator<String> known;
        private final boolean tellCopiesApart;
        private final Numbered<String> ids = new Numbered<>();
        private final Numbered<Long> sizes = new Numbered<>();
        private int withoutSize;

        Builder(UnaryOperator<String> known, boolean tellCopiesApart) {
            this.known = known;
            this.tellCopiesApart = tellCopiesApart;
        }

        void uniqueId(int number, @Nullable String id) {
            ids.add(number, id == null ? null : known.apply(id));
        }

        void size(int number, long size) {
            sizes.add(number, size);
            withoutSize += size < 0 ? 1 : 0;
        }

        MaildropListing build(boolean hasUniqueIds) {
            return hasUniqueIds ? byUniqueIds() : byNumbers();
        }

        private MaildropListing byNumbers() {
            List<ListedMessage> messages = new ArrayList<>(sizes.count());
            for (int i = 0; i < sizes.count(); i++) {
                if (sizes.isFirst(i)) {
                    int number = sizes.number(i);
                    messages.add(new ListedMessage(number, size(number), null, null));
                }
            }
            return new MaildropListing(messages, Set.of(), false, 0, withoutSize);
        }

        /** What {@code LIST} alone knows came in between: the next session will know its unique-id. */
        private MaildropListing byUniqueIds() {
            Set<Integer> contradicted = contradicted();
            Set<String> repeated = repeated();
            Set<String> keys = new HashSet<>();
            List<ListedMessage> messages = new ArrayList<>(ids.count());
            int withoutId = 0;
            for (int i = 0; i < ids.count(); i++) {
                if (!ids.isFirst(i)) {
                    continue;
                }
                int number = ids.number(i);
                String id = contradicted.contains(number) ? null : ids.value(i);
                if (id == null) {
                    withoutId++;
                }
                messages.add(new ListedMessage(number, size(number), id, key(id, repeated, keys)));
            }
            return new MaildropListing(messages, tellCopiesApart ? Set.of() : repeated, true, withoutId, withoutSize);
        }

        /** A message that is given two ids has none: nothing is deleted by guess. */
        private Set<Integer> contradicted() {
            Set<Integer> contradicted = new HashSet<>();
            for (int i = 0; i < ids.count(); i++) {
                if (!ids.isFirst(i) && !Objects.equals(ids.value(i), ids.value(ids.place(ids.number(i))))) {
                    contradicted.add(ids.number(i));
                }
            }
            return contradicted;
        }

        /** Where copies are told apart, a key of theirs must not be the unique-id of yet another message. */
        private @Nullable String key(@Nullable String id, Set<String> repeated, Set<String> keys) {
            if (id == null || repeated.isEmpty()) {
                return id;
            }
            if (!tellCopiesApart) {
                return repeated.contains(id) ? null : id;
            }
            String key = id;
            for (int place = 2; !keys.add(key); place++) {
                key = id + "#" + place;
            }
            return key;
        }

        /** Sorted, copies are neighbours: a set of all would be as large as all else that is known of them. */
        private Set<String> repeated() {
            String[] sorted = new String[ids.count()];
            int count = 0;
            for (int i = 0; i < ids.count(); i++) {
                String id = ids.value(i);
                if (id != null) {
                    sorted[count++] = id;
                }
            }
            Arrays.sort(sorted, 0, count);
            Set<String> repeated = new HashSet<>();
            for (int i = 1; i < count; i++) {
                if (sorted[i].equals(sorted[i - 1])) {
                    repeated.add(sorted[i]);
                }
            }
            return repeated;
        }

        private long size(int number) {
            int place = sizes.place(number);
            Long size = place < 0 ? null : sizes.value(place);
            return size == null ? Stat.UNKNOWN_SIZE : size;
        }
    }
}
