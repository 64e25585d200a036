package io.maillite.reliability.cut;

import io.maillite.testkit.proxy.CutLine;
import io.maillite.testkit.proxy.Direction;
import io.maillite.testkit.proxy.Place;
import java.util.ArrayList;
import java.util.List;

/** Where a session can be cut, as seen from one that was not: octets in clear, and perhaps TLS records behind them. */
final class Places {
    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 22;

    private final byte[] octets;
    private final int clear;
    private final int records;

    private Places(byte[] octets, Security security) {
        this.octets = octets;
        this.clear = security == Security.CLEAR ? octets.length : firstRecord(octets);
        this.records = records(octets, clear);
    }

    static Places of(CutLine whole, Direction direction, Security security) {
        return new Places(whole.recorded(direction), security);
    }

    /** Every octet in clear; of each TLS record its boundary, an octet to either side of it, and within its header. */
    List<Place> all() {
        List<Place> places = new ArrayList<>();
        for (int octet = 0; octet <= clear; octet++) {
            places.add(Place.after(octet));
        }
        for (int record = 0; record < records; record++) {
            for (int octet : new int[] {1, 3, RECORD_HEADER, -1}) {
                places.add(Place.inRecord(clear, record, octet));
            }
            places.add(Place.inRecord(clear, record + 1, 0));
        }
        return places;
    }

    /** Where a command, a reply or a line of a message ends, and under TLS a record. */
    List<Place> boundaries() {
        List<Place> places = new ArrayList<>(List.of(Place.after(0)));
        for (int i = 0; i < clear; i++) {
            if (octets[i] == '\n') {
                places.add(Place.after(i + 1L));
            }
        }
        for (int record = 1; record <= records; record++) {
            places.add(Place.inRecord(clear, record, 0));
        }
        return places;
    }

    private static int firstRecord(byte[] octets) {
        int at = 0;
        while (at < octets.length && octets[at] != HANDSHAKE) {
            at++;
        }
        return at;
    }

    private static int records(byte[] octets, int from) {
        int count = 0;
        int at = from;
        while (at + RECORD_HEADER <= octets.length) {
            count++;
            at += RECORD_HEADER + ((octets[at + 3] & 0xff) << 8) + (octets[at + 4] & 0xff);
        }
        return count;
    }
}
