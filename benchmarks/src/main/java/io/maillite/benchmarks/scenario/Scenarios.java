package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.peer.Peers;
import io.maillite.benchmarks.scenario.Growth.Drained;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All scenarios, in the order of the page. */
public final class Scenarios {
    private static final Load SMALL = new Load(2000, 4 << 10);
    private static final Load MEDIUM = new Load(200, 100 << 10);
    private static final Load LARGE = new Load(5, 20 << 20);
    private static final Load FAR = new Load(200, 4 << 10);

    /** Those that the targets speak of. */
    private static final List<String> TARGETS = List.of(
            "pop3-4k",
            "pop3-20m",
            "pop3-dovecot-4k",
            "pop3-dovecot-100k",
            "pop3-dovecot-20m",
            "pop3-4k-20ms",
            "pop3-4k-80ms",
            "pop3-4k-warm",
            "pop3-4k-20ms-warm",
            "pop3-dovecot-100k-warm",
            "smtp-4k",
            "smtp-100k",
            "smtp-sink-100k",
            "smtp-4k-warm",
            "smtp-100k-warm",
            "smtp-sink-100k-warm",
            "smtp-4k-80ms",
            "heap",
            "mailboxes-1000",
            "growth",
            "footprint");

    /** Whom the targets speak of. */
    public static final List<String> PEERS_OF_TARGETS = List.of(
            "pop3lite",
            "pop3lite, pollThreads=16",
            "pop3lite, 1,000",
            "pop3lite, 10,000",
            "pop3lite, 100,000",
            "pop3lite, 200,000",
            "maillite-client",
            "maillite-client batch",
            "smtplite",
            "smtplite batch",
            "camel-mail",
            "Angus Mail",
            "RAW in a route",
            "RAW that looks",
            "RAW that looks, batch",
            "RAW one by one",
            "RAW");

    private Scenarios() {}

    /** All of them. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            transfers(all, protocol);
        }
        all.add(new Warm(new Transfer("pop3-4k", Protocol.POP3, SMALL, Place.MEMORY, 0, false), 50));
        all.add(new Warm(new Transfer("pop3-4k-20ms", Protocol.POP3, FAR, Place.MEMORY, 20, false), 60));
        all.add(new Warm(new Transfer("pop3-dovecot-100k", Protocol.POP3, MEDIUM, Place.REAL, 0, false), 30));
        all.add(new Warm(new Transfer("smtp-4k", Protocol.SMTP, SMALL, Place.MEMORY, 0, false), 100));
        all.add(new Warm(new Transfer("smtp-100k", Protocol.SMTP, MEDIUM, Place.MEMORY, 0, false), 200));
        all.add(new Warm(new Transfer("smtp-sink-100k", Protocol.SMTP, MEDIUM, Place.REAL, 0, false), 50));
        all.add(new Heap(
                "heap",
                "The smallest heap that passes large mail",
                List.of(Peers.POP3LITE, Peers.SMTPLITE, Peers.SMTPLITE_BATCH)));
        all.add(new Heap(
                "heap-peers",
                "The smallest heap that passes large mail, the peers",
                List.of(
                        Peers.POP3_CAMEL_MAIL,
                        Peers.POP3_ANGUS,
                        Peers.POP3_COMMONS_NET,
                        Peers.SMTP_ANGUS,
                        Peers.SMTP_CAMEL_MAIL)));
        all.add(new ManyMailboxes("mailboxes-1000", 1000, 100));
        all.add(new ManyMailboxes("mailboxes-5000", 5000, 60));
        all.add(new Growth(
                "growth",
                "How the cost of a mailbox grows with its messages",
                List.of(
                        new Drained("pop3lite", 1000),
                        new Drained("pop3lite", 10_000),
                        new Drained("pop3lite", 100_000),
                        new Drained("pop3lite", 200_000))));
        all.add(new Growth(
                "growth-peers",
                "How the cost of a mailbox grows with its messages, camel-mail",
                List.of(new Drained("pop3", 1000), new Drained("pop3", 10_000))));
        all.add(new Start());
        all.add(new Footprint());
        return all;
    }

    /** Those that the targets speak of, in the same order. */
    public static List<Scenario> targets() {
        return all().stream()
                .filter(scenario -> TARGETS.contains(scenario.id()))
                .toList();
    }

    private static void transfers(List<Scenario> all, Protocol protocol) {
        String name = protocol.name().toLowerCase(Locale.ROOT);
        for (Place place : Place.values()) {
            String at = name + place.suffix(protocol);
            all.add(new Transfer(at + "-4k", protocol, SMALL, place, 0, false));
            all.add(new Transfer(at + "-100k", protocol, MEDIUM, place, 0, false));
            all.add(new Transfer(at + "-20m", protocol, LARGE, place, 0, false));
        }
        all.add(new Transfer(name + "-4k-tls", protocol, SMALL, Place.MEMORY, 0, true));
        all.add(new Transfer(name + "-100k-tls", protocol, MEDIUM, Place.MEMORY, 0, true));
        all.add(new Transfer(name + "-20m-tls", protocol, LARGE, Place.MEMORY, 0, true));
        all.add(new Transfer(name + "-4k-20ms", protocol, FAR, Place.MEMORY, 20, false));
        all.add(new Transfer(name + "-4k-80ms", protocol, FAR, Place.MEMORY, 80, false));
    }
}
