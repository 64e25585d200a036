package io.maillite.testkit.proxy;

/** A place in the octets of one direction: where a line breaks. */
public sealed interface Place {
    /** Behind so many octets; with 0 the connection is made and nothing passes. */
    static Place after(long octets) {
        return new Octet(octets);
    }

    /**
     * In a TLS record (RFC 8446 section 5.1), wherever that begins: how long records are differs a little from session
     * to session.
     *
     * @param clear octets in front of the first record: what was said before {@code STARTTLS}
     * @param record counted from 0
     * @param octet so many octets of it pass, its header of 5 included; if less than 0, all but so many
     */
    static Place inRecord(int clear, int record, int octet) {
        return new InRecord(clear, record, octet);
    }

    /** See {@link Place#after}. */
    record Octet(long after) implements Place {
        @Override
        public String toString() {
            return "octet " + after;
        }
    }

    /** See {@link Place#inRecord}. */
    record InRecord(int clear, int record, int octet) implements Place {
        @Override
        public String toString() {
            return "record " + record + (octet < 0 ? "-" : "+") + Math.abs(octet);
        }
    }
}
