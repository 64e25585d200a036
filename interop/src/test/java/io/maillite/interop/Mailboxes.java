package io.maillite.interop;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The users that both servers know. Each test takes one that nobody has used. */
final class Mailboxes {
    static final String DOMAIN = "interop.test";
    /** Where Postfix breaks long lines, as it does unless it is told not to. */
    static final String FOLDED_DOMAIN = "folded.test";

    private static final int COUNT = 300;
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private Mailboxes() {}

    /** The address of a user who has no mail yet; also the name to log in with. */
    static String next() {
        int number = TAKEN.incrementAndGet();
        if (number > COUNT) {
            throw new IllegalStateException("More than " + COUNT + " mailboxes are wanted");
        }
        return name(number) + "@" + DOMAIN;
    }

    private static String name(int number) {
        return "user" + number;
    }

    static String passwordOf(String user) {
        return "tanstaaf of " + user;
    }

    /** For Dovecot: each user under both domains. */
    static String passwdFile() {
        return lines(DOMAIN, "%s:{PLAIN}%s::::::") + lines(FOLDED_DOMAIN, "%s:{PLAIN}%s::::::");
    }

    /** For Postfix. */
    static String mailboxMap() {
        return lines(DOMAIN, "%s dovecot/") + lines(FOLDED_DOMAIN, "%s dovecot/");
    }

    private static String lines(String domain, String form) {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> name(number) + "@" + domain)
                .map(user -> String.format(form, user, passwordOf(user)) + "\n")
                .collect(Collectors.joining());
    }
}
