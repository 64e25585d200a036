package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;

/** Somebody who can do a task. */
@FunctionalInterface
public interface Peer {
    /** Gets ready, as one would before the first message; this is not measured. */
    Work prepare(Task task) throws Exception;

    /** What is measured. */
    interface Work extends AutoCloseable {
        /**
         * From the first octet to the server's last answer. Whoever sends does it again and again.
         *
         * @return octets of content that it saw or sent
         */
        long run() throws Exception;

        @Override
        default void close() throws Exception {}
    }
}
