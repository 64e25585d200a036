package io.maillite.reliability.secrets;

/** How a login ends, and what the server says of what it was told. */
enum Outcome {
    /** We are logged in, and served. */
    SERVED,
    /** We are logged in, with our secret in the server's words, and then refused everything with it. */
    WELCOMED_WITH_THE_SECRET,
    REFUSED,
    REFUSED_WITH_THE_SECRET,
    REFUSED_WITH_IT_IN_BASE64,
    REFUSED_WITH_IT_IN_HEX,
    REFUSED_WITH_IT_PERCENT_ENCODED,
    /** With a control character between any two, which is not shown. */
    REFUSED_WITH_IT_SPREAD_OUT,
    /** With the line of the dialogue that holds it. */
    REFUSED_WITH_OUR_OWN_LINE,
    REFUSED_FOR_NOW_WITH_IT,
    /** The server asks on, with our secret as the challenge. */
    CHALLENGED_WITH_IT,
    /** An answer that is none of the protocol. */
    ANSWERED_WITH_IT_IN_NO_FORM,
    /** A line without an end. */
    ANSWERED_WITH_IT_WITHOUT_AN_END,
    CUT_WITHIN_THE_SECRET,
    CUT_AFTER_THE_FIRST_LINE,
    CUT_BEFORE_THE_ANSWER,
    NOT_THERE,
    UNTRUSTED,
    ANOTHER_HOST;

    /** Whether it takes a server that says more than servers do. */
    boolean needsTalk() {
        return this != SERVED && isReached();
    }

    /** Whether the server gets to hear a login. */
    boolean isReached() {
        return this != NOT_THERE && this != UNTRUSTED && this != ANOTHER_HOST;
    }
}
