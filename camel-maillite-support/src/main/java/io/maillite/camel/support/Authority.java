package io.maillite.camel.support;

/**
 * The {@code host:port} of an endpoint URI. The port may be absent (0); an IPv6 address stands in brackets, as in any
 * URI (RFC 3986, section 3.2.2).
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535, or 0 for the default of the protocol
 */
public record Authority(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Reads what follows the scheme of an endpoint URI.
     *
     * @throws IllegalArgumentException if it names no host, or a port that is none
     */
    public static Authority parse(String text) {
        int user = text.lastIndexOf('@') + 1;
        if (user > 0) {
            // what stands in front may be a password, which nobody is shown
            throw malformed(
                    "***@" + text.substring(user),
                    "a user in front of it belongs in the options username and password");
        }
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : colon < 0 ? text.length() : colon;
        if (end < 0) {
            throw malformed(text, "the bracket of its IPv6 address is not closed");
        }
        String host = text.substring(bracketed ? 1 : 0, end);
        String rest = text.substring(bracketed ? end + 1 : end);
        if (host.indexOf('/') >= 0) {
            throw malformed(text, "no path follows it: there are no folders here");
        }
        if (host.isBlank()) {
            throw malformed(text, "it names no host");
        }
        if (!bracketed && host.indexOf(':') >= 0) {
            throw malformed(text, "an IPv6 address stands in brackets");
        }
        return new Authority(host, rest.isEmpty() ? 0 : port(text, rest));
    }

    private static int port(String text, String rest) {
        String digits = rest.substring(1);
        if (rest.charAt(0) != ':' || digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed(text, "'" + rest + "' is no port");
        }
        int port = digits.length() > 5 ? MAX_PORT + 1 : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw malformed(text, "a port is 1 to " + MAX_PORT);
        }
        return port;
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not host:port: " + why);
    }
}
