package io.maillite.camel.pop3;

import java.util.ArrayList;
import java.util.List;
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
        List<RuntimeException> failures = new ArrayList<>(1);
        there.removeIf(key -> unwanted.test(key) && failures.isEmpty() && isRemoved(key, failures));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private boolean isRemoved(String key, List<RuntimeException> failures) {
        try {
            repository.remove(prefix + key);
            return true;
        } catch (RuntimeException e) {
            failures.add(e); // what is left of the keys has to be left in order
            return false;
        }
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
