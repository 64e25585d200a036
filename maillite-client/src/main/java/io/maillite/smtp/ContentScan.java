package io.maillite.smtp;

import java.io.IOException;
import java.io.InputStream;

/**
 * What has to be known of a message before anything of it is sent.
 *
 * @param eightBit whether it holds octets over 127
 * @param loneLineEnds whether it holds a CR or an LF that stands alone
 */
record ContentScan(boolean eightBit, boolean loneLineEnds) {
    private static final int BUFFER = 16 * 1024;

    static ContentScan of(MessageSource content) throws IOException {
        boolean eightBit = false;
        boolean loneLineEnds = false;
        boolean afterCr = false;
        byte[] octets = new byte[BUFFER];
        try (InputStream in = content.open()) {
            int count;
            while ((count = in.read(octets)) >= 0 && !(eightBit && loneLineEnds)) {
                for (int i = 0; i < count; i++) {
                    byte octet = octets[i];
                    eightBit |= octet < 0;
                    loneLineEnds |= afterCr != (octet == '\n');
                    afterCr = octet == '\r';
                }
            }
        }
        return new ContentScan(eightBit, loneLineEnds || afterCr);
    }
}
