package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Protocol;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The servers in memory, in this JVM. */
public final class InMemory {
    private final Map<String, LeanMaildrop> maildrops = new ConcurrentHashMap<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final LeanServer pop3 = new LeanServer("POP3", () -> new LeanPop3(maildrops));
    private final LeanServer smtp = new LeanServer("SMTP", () -> new LeanSmtp(messages, octets));

    /** Starts them; they end with the JVM. */
    public InMemory() throws IOException {}

    /** Where one listens. */
    public int port(Protocol protocol, boolean tls) {
        return (protocol == Protocol.POP3 ? pop3 : smtp).port(tls);
    }

    /** Messages in a mailbox. */
    public int left(String account) {
        return maildrops.computeIfAbsent(account, LeanMaildrop::new).left();
    }

    /** Messages that were sent here so far. */
    public long received() {
        return messages.get();
    }

    /** Their octets. */
    public long receivedOctets() {
        return octets.get();
    }

    /** How many mailboxes whose names start so were opened so far, and how often that which was opened least. */
    long[] sessions(String start) {
        long[] sessions = maildrops.entrySet().stream()
                .filter(maildrop -> maildrop.getKey().startsWith(start))
                .mapToLong(maildrop -> maildrop.getValue().sessions())
                .toArray();
        return new long[] {sessions.length, Arrays.stream(sessions).min().orElse(0)};
    }
}
