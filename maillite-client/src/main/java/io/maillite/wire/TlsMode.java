package io.maillite.wire;

/** How a connection is secured. There is no "if available": a connection is either known to be under TLS or not. */
public enum TlsMode {
    /** TLS from the first octet (RFC 8314). */
    IMPLICIT,
    /** In clear first, upgraded by {@code STLS} (RFC 2595) or {@code STARTTLS} (RFC 3207), or it fails. */
    STARTTLS,
    /** In clear. */
    NONE
}
