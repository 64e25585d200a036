package io.maillite.examples.quickstart;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message as SMTP carries it: every line ends in CRLF, the last one too. A file whose lines end in LF alone is such a
 * message all the same; what comes back is compared with this.
 */
final class WireForm extends FilterOutputStream {
    private boolean afterReturn;
    private boolean inLine;

    WireForm(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        if (octet == '\n') {
            if (!afterReturn) {
                out.write('\r');
            }
            lineFeed();
            return;
        }
        if (afterReturn) {
            lineFeed();
        }
        out.write(octet);
        inLine = true;
        afterReturn = octet == '\r';
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    private void lineFeed() throws IOException {
        out.write('\n');
        afterReturn = false;
        inLine = false;
    }

    /** That was all. */
    void finish() throws IOException {
        if (afterReturn) {
            lineFeed();
        } else if (inLine) {
            write('\n');
        }
        flush();
    }
}
