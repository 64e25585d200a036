package io.maillite.camel.pop3;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.IdempotentRepository;

/**
 * In a repository of Camel's, which mailboxes may share. It is asked once per message, since asking may cost a look
 * into a file or a database; what it said is mirrored. It cannot be enumerated: what an earlier process left there is
 * met when the server lists it, or never.
 */
final class RepositoryIds implements ProcessedIds {
    private final IdempotentRepository repository;
    private final String prefix;
    private final Map<String, Boolean> mirror = new HashMap<>();

    /** @param prefix names the mailbox: {@code username@host:port/} */
    RepositoryIds(IdempotentRepository repository, String prefix) {
        this.repository = repository;
        this.prefix = prefix;
    }

    @Override
    public boolean contains(String key) {
        return mirror.computeIfAbsent(key, asked -> repository.contains(prefix + asked));
    }

    /** The mirror first: should the repository fail, this process at least knows. */
    @Override
    public void add(String key) {
        mirror.put(key, true);
        repository.add(prefix + key);
        repository.confirm(prefix + key);
    }

    /** The repository first: should it fail, the mirror still knows that there is something to remove. */
    @Override
    public void remove(String key) {
        if (Boolean.TRUE.equals(mirror.get(key))) {
            repository.remove(prefix + key);
        }
        mirror.remove(key);
    }

    @Override
    public void askAgain() {
        mirror.clear();
    }

    @Override
    public Iterable<String> known() {
        return List.copyOf(mirror.keySet());
    }
}
