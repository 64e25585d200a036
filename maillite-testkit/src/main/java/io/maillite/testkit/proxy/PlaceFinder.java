package io.maillite.testkit.proxy;

/** Looks at the octets of one direction as they pass, and knows when a place is reached. */
final class PlaceFinder {
    private static final int RECORD_HEADER = 5;

    private final Place place;
    private long passed;
    private int record;
    private int inRecord;
    private int recordLength;
    private volatile boolean reached;

    PlaceFinder(Place place) {
        this.place = place;
        reached = isHere();
    }

    boolean isReached() {
        return reached;
    }

    /** Gives how many of the next octets are in front of the place, or all of them. */
    int pass(byte[] octets, int count) {
        int at = 0;
        while (at < count && !reached) {
            take(octets[at++] & 0xff);
            reached = isHere();
        }
        return at;
    }

    private void take(int octet) {
        passed++;
        if (place instanceof Place.InRecord in && passed > in.clear()) {
            takeOfRecord(octet);
        }
    }

    private void takeOfRecord(int octet) {
        // type (1), version (2), length (2)
        if (inRecord == 3) {
            recordLength = octet << 8;
        } else if (inRecord == 4) {
            recordLength += octet;
        }
        inRecord++;
        if (inRecord >= RECORD_HEADER && inRecord == RECORD_HEADER + recordLength) {
            record++;
            inRecord = 0;
        }
    }

    private boolean isHere() {
        if (place instanceof Place.InRecord in) {
            boolean fromItsEnd = in.octet() < 0;
            return passed >= in.clear()
                    && record == in.record()
                    && (!fromItsEnd || inRecord >= RECORD_HEADER)
                    && inRecord == (fromItsEnd ? RECORD_HEADER + recordLength + in.octet() : in.octet());
        }
        return place instanceof Place.Octet octet && passed == octet.after();
    }
}
