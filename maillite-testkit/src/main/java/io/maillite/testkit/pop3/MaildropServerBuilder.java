package io.maillite.testkit.pop3;

import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.sasl.SaslServer;
import io.maillite.testkit.server.Transport;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what kind of a {@link MaildropServer} it is. */
public final class MaildropServerBuilder {
    private Transport transport = Transport.inClear();
    private Accounts accounts = Accounts.of("user", "secret");
    private List<String> mechanisms = SaslServer.MECHANISMS;
    private @Nullable List<String> offeredMechanisms;
    private boolean initialResponses = true;
    private @Nullable List<String> capabilities;
    private @Nullable List<String> capabilitiesAfterLogin;
    private boolean capa = true;
    private boolean pipelining = true;
    private boolean uidl = true;
    private boolean top = true;
    private boolean apop;
    private boolean userPass = true;
    private String greeting = "+OK ready";
    private Function<StoredMessage, String> sizeText =
            message -> Long.toString(message.content().size());
    private BiFunction<String, List<String>, List<String>> listing = (verb, lines) -> lines;
    private int listsAtMost = Integer.MAX_VALUE;
    private boolean exclusive;
    private boolean dropsPipelined;
    private boolean keepsDeleted;
    private Predicate<StoredMessage> undeletable = message -> false;

    MaildropServerBuilder() {}

    /** How it is reached; in clear by default. */
    public MaildropServerBuilder transport(Transport how) {
        transport = how;
        return this;
    }

    // Logins

    /** Who may log in; by default {@code user} with the password {@code secret}. */
    public MaildropServerBuilder account(String username, String password) {
        return accounts(Accounts.of(username, password));
    }

    /** The same for several, and for tokens. */
    public MaildropServerBuilder accounts(Accounts who) {
        accounts = who;
        return this;
    }

    /** The SASL mechanisms that it can do and offers, best first; by default all. */
    public MaildropServerBuilder mechanisms(String... names) {
        mechanisms = List.of(names);
        return this;
    }

    /** The SASL mechanisms that it says it can do, if they are others: what an attacker in between left of them. */
    public MaildropServerBuilder offeredMechanisms(String... names) {
        offeredMechanisms = List.of(names);
        return this;
    }

    /** Takes no initial response with {@code AUTH}: Exchange, for XOAUTH2. */
    public MaildropServerBuilder withoutInitialResponses() {
        initialResponses = false;
        return this;
    }

    /** Greets with a time stamp, and takes {@code APOP}. */
    public MaildropServerBuilder withApop() {
        apop = true;
        return this;
    }

    /** Knows no {@code USER} and {@code PASS}. */
    public MaildropServerBuilder withoutUserPass() {
        userPass = false;
        return this;
    }

    // Capabilities

    /** The greeting. */
    public MaildropServerBuilder greeting(String line) {
        greeting = line;
        return this;
    }

    /** Exactly these lines answer {@code CAPA}; by default what it can do. */
    public MaildropServerBuilder capabilities(String... lines) {
        capabilities = List.of(lines);
        return this;
    }

    /** Exactly these lines answer {@code CAPA} after the login. */
    public MaildropServerBuilder capabilitiesAfterLogin(String... lines) {
        capabilitiesAfterLogin = List.of(lines);
        return this;
    }

    /** Knows no {@code CAPA}. */
    public MaildropServerBuilder withoutCapa() {
        capa = false;
        return this;
    }

    /** Does not announce {@code PIPELINING}; commands that come together are answered nevertheless. */
    public MaildropServerBuilder withoutPipelining() {
        pipelining = false;
        return this;
    }

    /** Drops the connection when a command comes together with another one. */
    public MaildropServerBuilder dropsPipelined() {
        dropsPipelined = true;
        return this;
    }

    /** Knows no {@code UIDL}. */
    public MaildropServerBuilder withoutUidl() {
        uidl = false;
        return this;
    }

    /** Knows no {@code TOP}. */
    public MaildropServerBuilder withoutTop() {
        top = false;
        return this;
    }

    // The maildrop

    /** What {@code LIST} says for a message, instead of its size. */
    public MaildropServerBuilder sizes(Function<StoredMessage, String> text) {
        sizeText = text;
        return this;
    }

    /**
     * What becomes of the lines of a listing, given {@code "LIST"} or {@code "UIDL"}: another order, gaps, nonsense.
     */
    public MaildropServerBuilder listing(BiFunction<String, List<String>, List<String>> edited) {
        listing = edited;
        return this;
    }

    /** A session sees only so many messages, the oldest first: Gmail. */
    public MaildropServerBuilder listsAtMost(int messages) {
        listsAtMost = messages;
        return this;
    }

    /** Refuses a login with {@code [IN-USE]} while another session is open. */
    public MaildropServerBuilder exclusive() {
        exclusive = true;
        return this;
    }

    /** Says {@code +OK} to {@code QUIT} and keeps what was marked: Gmail. */
    public MaildropServerBuilder keepsDeleted() {
        keepsDeleted = true;
        return this;
    }

    /** Messages that {@code QUIT} cannot remove: it removes the others and answers {@code -ERR}. */
    public MaildropServerBuilder undeletable(Predicate<StoredMessage> which) {
        undeletable = which;
        return this;
    }

    /** Starts it. */
    public MaildropServer start() {
        return new MaildropServer(new Pop3Settings(
                transport,
                accounts,
                mechanisms,
                offeredMechanisms == null ? mechanisms : offeredMechanisms,
                initialResponses,
                capabilities,
                capabilitiesAfterLogin,
                capa,
                pipelining,
                uidl,
                top,
                apop,
                userPass,
                greeting,
                sizeText,
                listing,
                listsAtMost,
                exclusive,
                dropsPipelined,
                keepsDeleted,
                undeletable));
    }
}
