package io.maillite.camel.pop3;

import java.util.function.Predicate;
import org.apache.camel.spi.IdempotentRepository;

/**
 * In a repository of Camel's, which mailboxes may share. It is asked once per message, since asking may cost a look
 * into a file or a database; what it said is mirrored. It cannot be enumerated: what an earlier process left there is
 * met when the server lists it, or never.
 */
final class RepositoryIds implements ProcessedIds {
    private final IdempotentRepository repository;
    private final String prefix;
    private final Keys there = new Keys();
    private final Keys notThere = new Keys();

    /** @param prefix names the mailbox: {@code username@host:port/} */
    RepositoryIds(IdempotentRepository repository, String prefix) {
        this.repository = repository;
        this.prefix = prefix;
    }

    @Override
    public boolean contains(String key) {
        if (there.contains(key) || notThere.contains(key)) {
            return there.contains(key);
        }
        boolean contained = repository.contains(prefix + key);
        (contained ? there : notThere).add(key);
        return contained;
    }

    @Override
    public boolean containsByNow(String key) {
        notThere.remove(key);
        return contains(key);
    }

    /** The mirror first: should the repository fail, this process at least knows. */
    @Override
    public void add(String key) {
        notThere.remove(key);
        there.add(key);
        repository.add(prefix + key);
        repository.confirm(prefix + key);
    }

    /** The repository first: should it fail, the mirror still knows that there is something to remove. */
    @Override
    public void remove(String key) {
        if (!notThere.contains(key)) { // it is there, or was not asked for since a route has started
            repository.remove(prefix + key);
            there.remove(key);
        }
        notThere.remove(key);
    }

    @Override
    public void removeIf(Predicate<String> unwanted) {
        notThere.removeIf(unwanted);
        there.removeIf(key -> {
            boolean gone = unwanted.test(key);
            if (gone) {
                repository.remove(prefix + key);
            }
            return gone;
        });
    }

    @Override
    public void askAgain() {
        there.clear();
        notThere.clear();
    }

    @Override
    public String known(String key) {
        return there.known(notThere.known(key));
    }
}
