package io.maillite.smtp;

import io.maillite.wire.ServerText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The name by which a client introduces itself (RFC 5321 section 4.1.4): a domain name, or else its address. */
final class HelloName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");
    private static final Pattern LITERAL = Pattern.compile("\\[[!-~&&[^\\[\\]\\\\]]+]");

    private HelloName() {}

    /** @throws IllegalArgumentException if it is neither a name nor an address literal */
    static void check(String name) {
        if (!NAME.matcher(name).matches() && !LITERAL.matcher(name).matches()) {
            throw new IllegalArgumentException("The localHostName '" + ServerText.printable(name)
                    + "' is neither a host's name nor an address in brackets");
        }
    }

    /** This host's name, if it has one with a domain; else the address that the server sees. */
    static String ofThisHost(InetAddress localAddress) {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            if (name.indexOf('.') > 0 && NAME.matcher(name).matches() && !name.matches("[0-9.]+")) {
                return name;
            }
        } catch (UnknownHostException e) {
            // a host need not know its own name
        }
        return literal(localAddress);
    }

    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        if (address instanceof Inet6Address) {
            int scope = text.indexOf('%');
            return "[IPv6:" + (scope < 0 ? text : text.substring(0, scope)) + "]";
        }
        return "[" + text + "]";
    }
}
