package io.maillite.testkit.proxy;

import org.jspecify.annotations.Nullable;

/**
 * How a SOCKS or HTTP proxy behaves.
 *
 * @param username who may use it; {@code null}: everybody
 * @param password the password, with a username
 * @param failure what it does wrong
 * @param targetPort where it connects to on the loopback interface, whatever was asked for; 0: to what was asked for
 * @param greetingTogether whether its answer waits for the first octets of the server, and goes out in one segment with
 *     them
 */
public record ProxySettings(
        @Nullable String username,
        @Nullable String password,
        ProxyFailure failure,
        int targetPort,
        boolean greetingTogether) {

    /** Open to everybody, and right. */
    public static ProxySettings open() {
        return new ProxySettings(null, null, ProxyFailure.NONE, 0, false);
    }

    /** The same with credentials. */
    public ProxySettings credentials(String name, String secret) {
        return new ProxySettings(name, secret, failure, targetPort, greetingTogether);
    }

    /** The same with a failure. */
    public ProxySettings failing(ProxyFailure how) {
        return new ProxySettings(username, password, how, targetPort, greetingTogether);
    }

    /** The same, connecting to this port for any target: so names that nobody else can resolve can be asked for. */
    public ProxySettings connectingTo(int port) {
        return new ProxySettings(username, password, failure, port, greetingTogether);
    }

    /** The same, with its answer and the server's first octets in one segment. */
    public ProxySettings answeringWithTheGreeting() {
        return new ProxySettings(username, password, failure, targetPort, true);
    }

    boolean accepts(String name, String secret) {
        return failure != ProxyFailure.WRONG_CREDENTIALS && name.equals(username) && secret.equals(password);
    }
}
