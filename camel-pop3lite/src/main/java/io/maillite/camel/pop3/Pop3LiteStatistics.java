package io.maillite.camel.pop3;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a consumer has seen since it was created. Written by its sessions, read by whoever watches. */
final class Pop3LiteStatistics {
    private final LongAdder received = new LongAdder();
    private final LongAdder octets = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder deletedUnread = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final Map<SessionEnd, LongAdder> ends = new EnumMap<>(SessionEnd.class);
    private volatile @Nullable SessionEnd lastEnd;
    private volatile @Nullable String lastError;

    Pop3LiteStatistics() {
        for (SessionEnd end : SessionEnd.values()) {
            ends.put(end, new LongAdder());
        }
    }

    void received(long size) {
        received.increment();
        octets.add(size);
    }

    void completed() {
        completed.increment();
    }

    void failed() {
        failed.increment();
    }

    void deletedUnread() {
        deletedUnread.increment();
    }

    void busy() {
        busy.increment();
    }

    void ended(SessionEnd end, @Nullable String error) {
        count(end).increment();
        lastEnd = end;
        lastError = error;
    }

    void failed(@Nullable String error) {
        lastError = error;
    }

    long messagesReceived() {
        return received.sum();
    }

    long octetsReceived() {
        return octets.sum();
    }

    long exchangesCompleted() {
        return completed.sum();
    }

    long exchangesFailed() {
        return failed.sum();
    }

    long messagesDeletedUnread() {
        return deletedUnread.sum();
    }

    long pollsSkipped() {
        return busy.sum();
    }

    long sessions(SessionEnd end) {
        return count(end).sum();
    }

    @Nullable
    SessionEnd lastSessionEnd() {
        return lastEnd;
    }

    @Nullable
    String lastError() {
        return lastError;
    }

    private LongAdder count(SessionEnd end) {
        LongAdder count = ends.get(end);
        if (count == null) {
            throw new IllegalStateException(end.name());
        }
        return count;
    }
}
