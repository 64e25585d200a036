package io.maillite.interop;

import static io.maillite.interop.Server.DOVECOT_LMTP;
import static io.maillite.interop.Server.DOVECOT_POP3;
import static io.maillite.interop.Server.POSTFIX;

import io.maillite.sasl.AuthMechanism;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A row of the table: what is tried, and with which servers. A row that no test tries fails the build. */
enum Feature {
    IN_CLEAR("no TLS (`tls=NONE`)", DOVECOT_POP3, DOVECOT_LMTP, POSTFIX),
    STARTTLS("`STLS`, `STARTTLS` (`tls=STARTTLS`)", DOVECOT_POP3, DOVECOT_LMTP, POSTFIX),
    IMPLICIT_TLS("implicit TLS (`tls=IMPLICIT`)", DOVECOT_POP3, POSTFIX),
    NOT_TRUSTED("a certificate that is not trusted: no login is sent", DOVECOT_POP3, POSTFIX),
    WRONG_PORT("implicit TLS against a port in clear: an error that says so", DOVECOT_POP3, POSTFIX),

    LOGIN_PLAIN("login by `PLAIN`", DOVECOT_POP3, POSTFIX),
    LOGIN_LOGIN("login by `LOGIN`", DOVECOT_POP3, POSTFIX),
    LOGIN_USER("login by `USER` and `PASS`", DOVECOT_POP3),
    LOGIN_APOP("login by `APOP`", DOVECOT_POP3),
    LOGIN_CRAM_MD5("login by `CRAM-MD5`", DOVECOT_POP3, POSTFIX),
    LOGIN_SCRAM_SHA_1("login by `SCRAM-SHA-1`", DOVECOT_POP3, POSTFIX),
    LOGIN_SCRAM_SHA_256("login by `SCRAM-SHA-256`", DOVECOT_POP3, POSTFIX),
    LOGIN_XOAUTH2("login by `XOAUTH2`", DOVECOT_POP3, POSTFIX),
    LOGIN_OAUTHBEARER("login by `OAUTHBEARER`", DOVECOT_POP3, POSTFIX),
    REFUSED("a wrong password or token, by each: refused once, nothing else is tried", DOVECOT_POP3, POSTFIX),
    AUTO("`AUTO` takes the strongest that is offered", DOVECOT_POP3, POSTFIX),

    PIPELINING("`PIPELINING`", DOVECOT_POP3, DOVECOT_LMTP, POSTFIX),
    NO_PIPELINING("the same one by one (`pipelining=OFF`)", DOVECOT_POP3, DOVECOT_LMTP, POSTFIX),

    CAPA("`CAPA` before and after the login", DOVECOT_POP3),
    COMMANDS("`STAT`, `LIST`, `UIDL`, `TOP`, `RETR`, `NOOP`, `RSET`", DOVECOT_POP3),
    COMMIT("`DELE` and `QUIT` commit, a lost session rolls back", DOVECOT_POP3),
    CONSUMER("`pop3lite:` empties a mailbox, octet for octet", DOVECOT_POP3),
    LEFT_ON_SERVER("`delete=false`: left there, and delivered once, also by a route that starts again", DOVECOT_POP3),
    IN_USE("`[IN-USE]`: a mailbox that another session holds is busy, not an error", DOVECOT_POP3),
    PRODUCER("`pop3lite:` as a producer, and `pollEnrich`", DOVECOT_POP3),

    RECIPIENTS("several recipients", DOVECOT_LMTP, POSTFIX),
    PARTIAL("one recipient refused: each has a result of its own; `partialDelivery`", DOVECOT_LMTP, POSTFIX),
    ALL_OR_NONE("`requireAllRecipients`", POSTFIX),
    EIGHT_BIT("`8BITMIME`", DOVECOT_LMTP, POSTFIX),
    CHUNKING("`CHUNKING` (`BDAT`)", DOVECOT_LMTP, POSTFIX),
    BATCH("a batch over one connection", DOVECOT_LMTP, POSTFIX),
    DSN("`DSN`: `RET`, `ENVID`, `NOTIFY`, `ORCPT` are in the report", POSTFIX),
    SMTPUTF8("`SMTPUTF8`", POSTFIX),
    NO_SMTPUTF8("without it: a domain as A-labels, a local part is an error before anything is sent", POSTFIX),
    SIZE_BEFORE("`SIZE`: a message too large is an error before anything is sent", POSTFIX),
    SIZE_AFTER("a message too large of unknown length: `552`, by `DATA` and `BDAT`", POSTFIX),
    CLOSED_IDLE("`421` and the end of an idle connection: replaced, sent once", POSTFIX),
    CLOSED_AFTER_ERRORS("`421` after too many errors: replaced, sent once", POSTFIX),
    CLOSED_AT_RCPT("`421` to a recipient: refused for now, and not sent over and over", POSTFIX),
    CLOSED_AT_GREETING("`421` as greeting, with too many connections: refused for now", POSTFIX);

    private final String title;
    private final Set<Server> servers = EnumSet.noneOf(Server.class);

    Feature(String title, Server... servers) {
        this.title = title;
        this.servers.addAll(List.of(servers));
    }

    /** The row of a mechanism. */
    static Feature login(AuthMechanism mechanism) {
        return valueOf("LOGIN_" + mechanism.name());
    }

    String title() {
        return title;
    }

    boolean appliesTo(Server server) {
        return servers.contains(server);
    }

    /** A test's body that may throw. */
    interface Body {
        void run() throws Exception;
    }

    /** Tries it, and notes whether it passed. */
    void tried(Server server, Body body) throws Exception {
        if (!appliesTo(server)) {
            throw new IllegalArgumentException(this + " has no place for " + server);
        }
        Tried.attempt(this, server, () -> {
            body.run();
            return null;
        });
    }
}
