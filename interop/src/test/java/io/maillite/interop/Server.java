package io.maillite.interop;

/** A column of the table. */
enum Server {
    DOVECOT_POP3("Dovecot POP3"),
    DOVECOT_LMTP("Dovecot LMTP"),
    POSTFIX("Postfix");

    private final String title;

    Server(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
