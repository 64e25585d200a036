package io.maillite.reliability.cut;

import io.maillite.testkit.server.Transport;
import io.maillite.wire.TlsMode;

/** How the line is secured, to either end. */
enum Security {
    CLEAR(TlsMode.NONE),
    IMPLICIT_TLS(TlsMode.IMPLICIT),
    STARTTLS(TlsMode.STARTTLS);

    private final TlsMode mode;

    Security(TlsMode mode) {
        this.mode = mode;
    }

    TlsMode mode() {
        return mode;
    }

    Transport transport() {
        return switch (this) {
            case CLEAR -> Transport.inClear();
            case IMPLICIT_TLS -> Transport.implicitTls();
            case STARTTLS -> Transport.startTls();
        };
    }
}
