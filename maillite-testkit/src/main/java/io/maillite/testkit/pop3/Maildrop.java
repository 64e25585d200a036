package io.maillite.testkit.pop3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** What the server keeps; tests may add and remove at any time. A session sees what was there when it began. */
public final class Maildrop {
    private final List<StoredMessage> messages = new ArrayList<>();
    private long nextId = 1;
    private boolean locked;

    /** Adds a message with a unique-id of its own. */
    public Maildrop add(byte[] octets) {
        return add(MessageContent.of(octets));
    }

    /** The same. */
    public synchronized Maildrop add(MessageContent content) {
        return add("uid-" + nextId++, content);
    }

    /** Adds a message with this unique-id, which others may have, too. */
    public Maildrop add(String uniqueId, byte[] octets) {
        return add(uniqueId, MessageContent.of(octets));
    }

    /** The same. */
    public synchronized Maildrop add(String uniqueId, MessageContent content) {
        messages.add(new StoredMessage(uniqueId, content));
        return this;
    }

    /** Adds so many messages, made by a function of 1, 2, 3 and so on. */
    public synchronized Maildrop addMany(int count, IntFunction<MessageContent> content) {
        for (int i = 1; i <= count; i++) {
            add(content.apply(i));
        }
        return this;
    }

    /** Removes the messages with this unique-id, as another client would. */
    public synchronized Maildrop remove(String uniqueId) {
        messages.removeIf(message -> message.uniqueId().equals(uniqueId));
        return this;
    }

    /** What is there now. */
    public synchronized List<StoredMessage> messages() {
        return List.copyOf(messages);
    }

    /** The unique-ids of what is there now. */
    public synchronized List<String> uniqueIds() {
        return messages.stream().map(StoredMessage::uniqueId).toList();
    }

    /** How many messages are there now. */
    public synchronized int size() {
        return messages.size();
    }

    synchronized void removeAll(Collection<StoredMessage> gone) {
        Set<StoredMessage> those = Collections.newSetFromMap(new IdentityHashMap<>());
        those.addAll(gone);
        messages.removeIf(those::contains);
    }

    synchronized boolean lock() {
        boolean free = !locked;
        locked = true;
        return free;
    }

    synchronized void unlock() {
        locked = false;
    }
}
