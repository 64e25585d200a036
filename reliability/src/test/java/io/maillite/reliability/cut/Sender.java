package io.maillite.reliability.cut;

import java.util.List;

/** Who sends the messages of a conversation. */
interface Sender extends AutoCloseable {
    /** Sends them, and gives what was told of each. */
    List<Told> send(List<Mail> mails) throws Exception;

    /** Keeps no connection, and nothing of what was learnt. */
    default void beginAnew() throws Exception {}

    @Override
    void close();
}
