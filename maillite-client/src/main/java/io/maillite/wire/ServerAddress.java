package io.maillite.wire;

/**
 * A server's name or address and its port.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
    /** Takes the brackets off an IPv6 address. */
    public ServerAddress {
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("The host is missing: name the mail server");
        }
        if (holdsSpaceOrControl(host)) {
            throw new IllegalArgumentException(
                    "The host '" + ServerText.printable(host) + "' holds a space or a" + " control character");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The port " + port + " of " + host + " is not between 1 and 65535");
        }
    }

    private static boolean holdsSpaceOrControl(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) <= ' ' || host.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
