package io.maillite.smtp;

/** Whether to use an extension of the server's. */
public enum ExtensionUse {
    /** If it is offered. */
    AUTO,
    /** Never. */
    OFF
}
