package io.maillite.reliability.hostile;

import io.maillite.sasl.AuthMechanism;
import io.maillite.testkit.server.Transport.Security;
import java.util.ArrayList;
import java.util.List;

/**
 * A place where a server speaks.
 *
 * @param name as the evidence calls it
 * @param protocol whose
 * @param pattern the command that is answered there, as {@link io.maillite.testkit.server.Faults} takes it
 * @param good how often that command is answered well before
 * @param afterLines challenges that are put first, and answered by a line each
 * @param security how the connection is secured
 * @param mechanism how we log in
 * @param isBeforeLogin whether no secret can have been sent by then
 */
record Place(
        String name,
        Protocol protocol,
        String pattern,
        int good,
        int afterLines,
        Security security,
        AuthMechanism mechanism,
        boolean isBeforeLogin) {
    /** What is spoken. */
    enum Protocol {
        POP3,
        SMTP,
        SMTP_BY_CHUNKS,
        LMTP;

        Misbehaviour.Talk talk() {
            return this == POP3 ? Misbehaviour.Talk.POP3 : Misbehaviour.Talk.SMTP;
        }
    }

    private static final List<AuthMechanism> SASL = List.of(
            AuthMechanism.PLAIN,
            AuthMechanism.LOGIN,
            AuthMechanism.CRAM_MD5,
            AuthMechanism.SCRAM_SHA_1,
            AuthMechanism.SCRAM_SHA_256,
            AuthMechanism.SCRAM_SHA_256_PLUS,
            AuthMechanism.XOAUTH2,
            AuthMechanism.OAUTHBEARER);

    static List<Place> all() {
        List<Place> all = new ArrayList<>();
        pop3(all);
        smtp(all);
        return all;
    }

    private static void pop3(List<Place> all) {
        Protocol pop3 = Protocol.POP3;
        all.add(before("the greeting", pop3, "CONNECT", 0, Security.CLEAR));
        all.add(before("the greeting under TLS", pop3, "CONNECT", 0, Security.IMPLICIT));
        all.add(before("CAPA", pop3, "CAPA", 0, Security.CLEAR));
        all.add(before("CAPA in clear before STLS", pop3, "CAPA", 0, Security.STARTTLS));
        all.add(before("STLS", pop3, "STLS", 0, Security.STARTTLS));
        all.add(before("CAPA after STLS", pop3, "CAPA", 1, Security.STARTTLS));
        all.add(with(before("USER", pop3, "USER", 0, Security.CLEAR), AuthMechanism.USER));
        all.add(with(after("PASS", pop3, "PASS", 0), AuthMechanism.USER));
        all.add(with(after("APOP", pop3, "APOP", 0), AuthMechanism.APOP));
        all.add(after("CAPA after the login", pop3, "CAPA", 1));
        mechanisms(pop3, all);
        for (String command : List.of(
                "STAT", "UIDL", "LIST", "UIDL 1", "LIST 1", "RETR 1", "TOP 2 0", "DELE 1", "NOOP", "RSET", "QUIT")) {
            all.add(after(command, pop3, command, 0));
        }
    }

    private static void smtp(List<Place> all) {
        Protocol smtp = Protocol.SMTP;
        all.add(before("the greeting", smtp, "CONNECT", 0, Security.CLEAR));
        all.add(before("the greeting under TLS", smtp, "CONNECT", 0, Security.IMPLICIT));
        all.add(before("EHLO", smtp, "EHLO", 0, Security.CLEAR));
        all.add(before("EHLO in clear before STARTTLS", smtp, "EHLO", 0, Security.STARTTLS));
        all.add(before("STARTTLS", smtp, "STARTTLS", 0, Security.STARTTLS));
        all.add(before("EHLO after STARTTLS", smtp, "EHLO", 1, Security.STARTTLS));
        all.add(before("HELO", smtp, "HELO", 0, Security.CLEAR));
        mechanisms(smtp, all);
        for (String command : List.of("MAIL", "RCPT", "DATA", ".", "RSET", "NOOP", "QUIT")) {
            all.add(after(command, smtp, command, 0));
        }
        all.add(after("BDAT", Protocol.SMTP_BY_CHUNKS, "BDAT", 0));
        all.add(after("BDAT LAST", Protocol.SMTP_BY_CHUNKS, "BDAT", 1));
        all.add(before("the greeting", Protocol.LMTP, "CONNECT", 0, Security.CLEAR));
        all.add(before("LHLO", Protocol.LMTP, "LHLO", 0, Security.CLEAR));
        for (String command : List.of("MAIL", "RCPT", "DATA", ".")) {
            all.add(after(command, Protocol.LMTP, command, 0));
        }
    }

    /** The first reply, and the one after a first challenge was answered. */
    private static void mechanisms(Protocol protocol, List<Place> all) {
        for (AuthMechanism mechanism : SASL) {
            Security security = mechanism == AuthMechanism.SCRAM_SHA_256_PLUS ? Security.IMPLICIT : Security.CLEAR;
            String name = "AUTH " + mechanism.protocolName();
            all.add(new Place(name, protocol, "AUTH", 0, 0, security, mechanism, false));
            all.add(new Place(name + ", second round", protocol, "AUTH", 0, 1, security, mechanism, false));
        }
    }

    private static Place before(String name, Protocol protocol, String pattern, int good, Security security) {
        return new Place(name, protocol, pattern, good, 0, security, AuthMechanism.PLAIN, true);
    }

    private static Place after(String name, Protocol protocol, String pattern, int good) {
        return new Place(name, protocol, pattern, good, 0, Security.CLEAR, AuthMechanism.PLAIN, false);
    }

    private static Place with(Place place, AuthMechanism mechanism) {
        return new Place(
                place.name,
                place.protocol,
                place.pattern,
                place.good,
                place.afterLines,
                place.security,
                mechanism,
                place.isBeforeLogin);
    }

    /** Whether the password itself goes over the wire, when it is due. */
    boolean showsPassword() {
        return switch (mechanism) {
            case PLAIN, LOGIN, USER -> true;
            default -> false;
        };
    }

    /** Whether TLS begins with what is answered here. */
    boolean beginsTls() {
        return pattern.equals("STLS") || pattern.equals("STARTTLS");
    }

    @Override
    public String toString() {
        return protocol + " " + name;
    }
}
