package io.maillite.testkit.smtp;

import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.sasl.SaslServer;
import io.maillite.testkit.server.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what kind of a {@link SinkServer} it is. */
public final class SinkServerBuilder {
    private static final List<String> EXTENSIONS = List.of(
            "PIPELINING",
            "SIZE 2147483648",
            "8BITMIME",
            "SMTPUTF8",
            "ENHANCEDSTATUSCODES",
            "DSN",
            "CHUNKING",
            "BINARYMIME");
    private static final int KEEP = 16 << 20;

    private Transport transport = Transport.inClear();
    private boolean lmtp;
    private @Nullable Accounts accounts;
    private List<String> mechanisms = SaslServer.MECHANISMS;
    private @Nullable List<String> offeredMechanisms;
    private boolean requiresLogin;
    private boolean ehlo = true;
    private String greeting = "220 localhost ready";
    private List<String> extensions = EXTENSIONS;
    private Verdicts verdicts = new Verdicts() {};
    private int recipientsAtMost = Integer.MAX_VALUE;
    private int messagesAtMost = Integer.MAX_VALUE;
    private SinkSettings.@Nullable EarlyRefusal earlyRefusal;
    private boolean dataWithoutRecipients;
    private boolean dropsPipelined;
    private boolean laxEndOfData;
    private int keep = KEEP;

    SinkServerBuilder() {}

    /** How it is reached; in clear by default. */
    public SinkServerBuilder transport(Transport how) {
        transport = how;
        return this;
    }

    /** Speaks LMTP: {@code LHLO}, and a final reply for each recipient. */
    public SinkServerBuilder lmtp() {
        lmtp = true;
        return this;
    }

    // Logins

    /** Offers {@code AUTH} for this account; without one it does not. */
    public SinkServerBuilder account(String username, String password) {
        return accounts(Accounts.of(username, password));
    }

    /** The same for several, and for tokens. */
    public SinkServerBuilder accounts(Accounts who) {
        accounts = who;
        return this;
    }

    /** The SASL mechanisms that it can do and offers, best first; by default all. */
    public SinkServerBuilder mechanisms(String... names) {
        mechanisms = List.of(names);
        return this;
    }

    /** The SASL mechanisms that it says it can do, if they are others: what an attacker in between left of them. */
    public SinkServerBuilder offeredMechanisms(String... names) {
        offeredMechanisms = List.of(names);
        return this;
    }

    /** Takes mail only after a login. */
    public SinkServerBuilder requiresLogin() {
        requiresLogin = true;
        return this;
    }

    // Extensions

    /** The greeting, more lines separated by CRLF. */
    public SinkServerBuilder greeting(String reply) {
        greeting = reply;
        return this;
    }

    /** Knows {@code HELO} alone. */
    public SinkServerBuilder withoutEhlo() {
        ehlo = false;
        return this;
    }

    /**
     * Offers exactly these, with their arguments ({@code "SIZE 1000"}), beside {@code AUTH} and {@code STARTTLS}, which
     * it knows of itself. By default {@code PIPELINING}, {@code SIZE}, {@code 8BITMIME}, {@code SMTPUTF8},
     * {@code ENHANCEDSTATUSCODES}, {@code DSN}, {@code CHUNKING} and {@code BINARYMIME}. What is not offered is
     * refused.
     */
    public SinkServerBuilder extensions(String... all) {
        extensions = List.of(all);
        return this;
    }

    /** Offers these too. */
    public SinkServerBuilder with(String... more) {
        List<String> all = new ArrayList<>(extensions);
        all.addAll(Arrays.asList(more));
        extensions = all;
        return this;
    }

    /** Does not offer these, given by keyword. */
    public SinkServerBuilder without(String... keywords) {
        extensions = extensions.stream()
                .filter(extension -> !Arrays.asList(keywords).contains(extension.split(" ", 2)[0]))
                .toList();
        return this;
    }

    // What it takes

    /** What it accepts; everything by default. */
    public SinkServerBuilder verdicts(Verdicts opinion) {
        verdicts = opinion;
        return this;
    }

    /** {@code 452 4.5.3} for each recipient after so many in a transaction. */
    public SinkServerBuilder recipientsAtMost(int recipients) {
        recipientsAtMost = recipients;
        return this;
    }

    /** {@code 421} to {@code MAIL} after so many messages on a connection, and the end of that. */
    public SinkServerBuilder messagesAtMost(int messages) {
        messagesAtMost = messages;
        return this;
    }

    /**
     * Says this reply when so many octets of the data have come, closes its side, and reads on until the client goes,
     * so that the reply arrives.
     */
    public SinkServerBuilder refusesDataAfter(long octets, String reply) {
        earlyRefusal = new SinkSettings.EarlyRefusal(octets, reply, true);
        return this;
    }

    /** The same, but gone at once: the kernel sends a RST because of what was not read, and the reply may be lost. */
    public SinkServerBuilder refusesDataRudelyAfter(long octets, String reply) {
        earlyRefusal = new SinkSettings.EarlyRefusal(octets, reply, false);
        return this;
    }

    /** Says {@code 354} to {@code DATA} even when every recipient was refused, and {@code 554} to its end. */
    public SinkServerBuilder takesDataWithoutRecipients() {
        dataWithoutRecipients = true;
        return this;
    }

    /** Drops the connection when a command comes together with another one. */
    public SinkServerBuilder dropsPipelined() {
        dropsPipelined = true;
        return this;
    }

    /** Takes {@code LF.LF} and {@code CR.CR} for the end of the data, too. */
    public SinkServerBuilder laxEndOfData() {
        laxEndOfData = true;
        return this;
    }

    /** Keeps the octets of messages up to this size, of larger ones their digest; 16 MiB by default. */
    public SinkServerBuilder keepingMessagesUpTo(int octets) {
        keep = octets;
        return this;
    }

    /** Keeps of messages nothing but their envelope and size: for speed. */
    public SinkServerBuilder countingMessagesOnly() {
        keep = Content.COUNT_ONLY;
        return this;
    }

    /** Starts it. */
    public SinkServer start() {
        return new SinkServer(new SinkSettings(
                transport,
                lmtp,
                accounts,
                mechanisms,
                offeredMechanisms == null ? mechanisms : offeredMechanisms,
                requiresLogin,
                ehlo,
                greeting,
                List.copyOf(extensions),
                verdicts,
                recipientsAtMost,
                messagesAtMost,
                earlyRefusal,
                dataWithoutRecipients,
                dropsPipelined,
                laxEndOfData,
                keep));
    }
}
