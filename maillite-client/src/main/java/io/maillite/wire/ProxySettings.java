package io.maillite.wire;

import org.jspecify.annotations.Nullable;

/**
 * A proxy between us and the mail server.
 *
 * @param type how it is spoken to
 * @param address where it is
 * @param username who we are to it, or null
 * @param password our password to it, or null
 */
public record ProxySettings(
        Type type,
        ServerAddress address,
        @Nullable String username,
        @Nullable String password) {

    /** How a proxy is spoken to. */
    public enum Type {
        /** SOCKS version 5 (RFC 1928), with a username and password where given (RFC 1929). */
        SOCKS5,
        /** The {@code CONNECT} method of HTTP/1.1 (RFC 9110 section 9.3.6), with Basic authentication where given. */
        HTTP
    }

    /** Without the password. */
    @Override
    public String toString() {
        return type + " proxy " + address;
    }
}
