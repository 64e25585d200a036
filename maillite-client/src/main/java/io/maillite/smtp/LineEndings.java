package io.maillite.smtp;

/** What becomes of a CR or an LF that stands alone in a message: RFC 5321 section 2.3.8 allows neither. */
public enum LineEndings {
    /** It becomes CRLF. */
    NORMALIZE,
    /** The message is refused before anything is sent. */
    REJECT,
    /** It stays as it is, which is possible with {@code BINARYMIME} (RFC 3030) alone. */
    PRESERVE
}
