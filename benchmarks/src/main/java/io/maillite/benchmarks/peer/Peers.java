package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Everybody who runs in a JVM. */
public enum Peers {
    /** This project's component in a route. */
    POP3LITE("pop3lite", Protocol.POP3, () -> Pop3Route::pop3lite),
    /** Its engine alone. */
    POP3_CLIENT("maillite-client", Protocol.POP3, ClientPop3::new),
    /** Camel's own component in a route. */
    POP3_CAMEL_MAIL("camel-mail", Protocol.POP3, () -> Pop3Route::camelMail),
    /** What camel-mail is made of. */
    POP3_ANGUS("Angus Mail", Protocol.POP3, AngusPop3::new),
    /** Apache Commons Net. */
    POP3_COMMONS_NET("commons-net", Protocol.POP3, CommonsNetPop3::new),
    /** A bare socket as the component of a route: what Camel leaves of the limit. */
    POP3_RAW_ROUTE("RAW in a route", Protocol.POP3, () -> Pop3Route::raw),
    /** A bare socket that counts octets: the limit. */
    POP3_RAW("RAW", Protocol.POP3, RawPop3::new),

    /** This project's component in a route, a message an exchange. */
    SMTPLITE("smtplite", Protocol.SMTP, () -> SmtpRoute::smtplite),
    /** The same with a batch as the body. */
    SMTPLITE_BATCH("smtplite batch", Protocol.SMTP, () -> SmtpRoute::smtpliteBatch),
    /** Its engine alone, one by one. */
    SMTP_CLIENT("maillite-client", Protocol.SMTP, () -> new ClientSmtp(false)),
    /** Its engine alone, all at once. */
    SMTP_CLIENT_BATCH("maillite-client batch", Protocol.SMTP, () -> new ClientSmtp(true)),
    /** Camel's own component in a route. */
    SMTP_CAMEL_MAIL("camel-mail", Protocol.SMTP, () -> SmtpRoute::camelMail),
    /** What camel-mail is made of, over one connection. */
    SMTP_ANGUS("Angus Mail", Protocol.SMTP, AngusSmtp::new),
    /** Apache Commons Net, over one connection. */
    SMTP_COMMONS_NET("commons-net", Protocol.SMTP, CommonsNetSmtp::new),
    /** Vert.x with its pool of 10 connections. */
    SMTP_VERTX("Vert.x", Protocol.SMTP, VertxSmtp::new),
    /** Simple Java Mail with its pool of connections. */
    SMTP_SIMPLE_JAVA_MAIL("Simple Java Mail", Protocol.SMTP, SimpleJavaMailSmtp::new),
    /** A bare socket as the component of a route, a wait a message: what Camel leaves of the limit. */
    SMTP_RAW_ROUTE("RAW in a route", Protocol.SMTP, () -> SmtpRoute::raw),
    /** The same that looks at what it sends and is answered: what a mail client cannot leave out. */
    SMTP_LOOKING("RAW that looks", Protocol.SMTP, () -> SmtpRoute::looking),
    /** The same with a batch as the body. */
    SMTP_LOOKING_BATCH("RAW that looks, batch", Protocol.SMTP, () -> SmtpRoute::lookingBatch),
    /** A bare socket, a wait a message. */
    SMTP_RAW_ONE_BY_ONE("RAW one by one", Protocol.SMTP, () -> new RawSmtp(false)),
    /** A bare socket that waits as seldom as it may: the limit. */
    SMTP_RAW("RAW", Protocol.SMTP, () -> new RawSmtp(true));

    private final String title;
    private final Protocol protocol;
    /** So that a JVM loads the one that it runs, and no other. */
    @SuppressWarnings("ImmutableEnumChecker") // it makes what it is asked for, and keeps nothing
    private final Supplier<Peer> peer;

    Peers(String title, Protocol protocol, Supplier<Peer> peer) {
        this.title = title;
        this.protocol = protocol;
        this.peer = peer;
    }

    /** What tables call it. */
    public String title() {
        return title;
    }

    /** What it speaks. */
    public Protocol protocol() {
        return protocol;
    }

    /** It. */
    public Peer peer() {
        return peer.get();
    }

    /** Those that speak this, in the order of tables. */
    public static List<Peers> of(Protocol protocol) {
        return Arrays.stream(values()).filter(peer -> peer.protocol == protocol).toList();
    }
}
