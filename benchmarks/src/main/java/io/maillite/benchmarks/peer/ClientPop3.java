package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.CountingSink;
import io.maillite.benchmarks.load.Task;
import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Retrieved;
import io.maillite.pop3.ScanListing;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@code maillite-client} alone: as many retrievals in flight as the component has, marks with them. */
final class ClientPop3 implements Peer {
    private static final int WINDOW = 256;
    private static final long WINDOW_OCTETS = 4 << 20;
    private static final int MOST = 1_000_000;

    @Override
    public Work prepare(Task task) {
        Pop3Client client = Pop3Client.of(task.host())
                .port(task.port())
                .tls(task.tls() ? TlsMode.IMPLICIT : TlsMode.NONE)
                .connection(settings -> task.tls() ? settings.withSslContext(TestTls.clientContext()) : settings)
                .credentials(task.account(), Task.PASSWORD);
        return () -> drain(client);
    }

    private record Asked(ScanListing message, Pop3Command<Retrieved> retrieval) {}

    private static long drain(Pop3Client client) throws IOException {
        CountingSink sink = new CountingSink();
        try (Pop3Session session = client.open()) {
            Deque<ScanListing> toAsk = listed(session);
            Deque<Asked> asked = new ArrayDeque<>();
            Deque<ScanListing> toMark = new ArrayDeque<>();
            long ahead = 0;
            while (!toAsk.isEmpty() || !asked.isEmpty()) {
                if (asked.size() <= WINDOW / 2) {
                    while (!toAsk.isEmpty()
                            && session.mayFollow()
                            && asked.size() < WINDOW
                            && (ahead == 0 || ahead + toAsk.element().size() <= WINDOW_OCTETS)) {
                        ScanListing next = toAsk.remove();
                        ahead += next.size();
                        asked.add(new Asked(next, session.submit(Pop3Commands.retr(next.number(), sink, 0))));
                    }
                    if (!toAsk.isEmpty()) {
                        mark(session, toMark);
                    }
                }
                while (!asked.isEmpty() && !asked.element().retrieval().isAnswered()) {
                    session.receive();
                }
                Asked came = asked.remove();
                came.retrieval().result();
                ahead -= came.message().size();
                toMark.add(came.message());
            }
            mark(session, toMark);
            session.quit();
        }
        return sink.octets();
    }

    /** Both listings at once, as the component asks for them. */
    private static Deque<ScanListing> listed(Pop3Session session) throws IOException {
        Deque<ScanListing> listed = new ArrayDeque<>();
        Pop3Command<Integer> ids = session.submit(Pop3Commands.uidl(MOST, (number, id) -> {}));
        Pop3Command<Integer> sizes =
                session.submit(Pop3Commands.list(MOST, (number, size) -> listed.add(new ScanListing(number, size))));
        while (session.unanswered() > 0) {
            session.receive();
        }
        if (!ids.result().equals(sizes.result())) {
            throw new IOException("The listings differ");
        }
        return listed;
    }

    private static void mark(Pop3Session session, Deque<ScanListing> toMark) throws IOException {
        for (ScanListing message : List.copyOf(toMark)) {
            session.submit(Pop3Commands.dele(message.number()));
        }
        toMark.clear();
    }
}
