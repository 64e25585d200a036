package io.maillite.camel.smtp;

/** What it is to the route when some recipients got the message and others were refused. */
public enum PartialDelivery {
    /** A failure: the exception names both, and a redelivery goes to the rest only. */
    FAIL,
    /** A success: the refused are in the header, and a warning is logged. */
    ACCEPT
}
