package io.maillite.testkit.net;

import java.io.IOException;

/** The connection was cut at the octet where the test wanted it cut. */
public final class ConnectionCut extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionCut(String message) {
        super(message);
    }
}
