package io.maillite.reliability.cut;

import static io.maillite.reliability.cut.Security.CLEAR;
import static io.maillite.reliability.cut.Security.IMPLICIT_TLS;
import static io.maillite.reliability.cut.Security.STARTTLS;

import io.maillite.reliability.cut.SmtpConversation.By;
import io.maillite.smtp.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is swept: each protocol in each of its modes, over each kind of line. */
record Combination(String name, Security security, Sweep.Opening usual, Sweep.Opening impatient) {
    /** Long enough for what is not stalled, mostly; where it is not, one more try is needed. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    static List<Combination> all() {
        List<Combination> all = new ArrayList<>();
        addPop3(all);
        addSmtp(all);
        return all;
    }

    private static void addPop3(List<Combination> all) {
        for (Pop3Conversation.Mode mode : Pop3Conversation.Mode.values()) {
            for (Security security : Security.values()) {
                all.add(new Combination(
                        "POP3 " + mode,
                        security,
                        () -> new Pop3Conversation(mode, security, null),
                        () -> new Pop3Conversation(mode, security, PATIENCE)));
            }
        }
    }

    private static void addSmtp(List<Combination> all) {
        for (Protocol protocol : Protocol.values()) {
            for (By by : By.values()) {
                for (SmtpConversation.Mode mode : SmtpConversation.Mode.values()) {
                    for (Security security : List.of(CLEAR, protocol == Protocol.SMTP ? IMPLICIT_TLS : STARTTLS)) {
                        all.add(new Combination(
                                protocol + " " + mode + " by " + by,
                                security,
                                () -> new SmtpConversation(protocol, by, mode, security, null),
                                () -> new SmtpConversation(protocol, by, mode, security, PATIENCE)));
                    }
                }
            }
        }
    }

    @Override
    public String toString() {
        return name + " " + security;
    }
}
