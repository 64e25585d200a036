package io.maillite.testkit.proxy;

/**
 * Where a line breaks, and how.
 *
 * @param direction the direction whose octets are counted
 * @param place the octets in front of it pass
 * @param how what happens then, to both directions
 */
public record Cut(Direction direction, Place place, How how) {
    /** How a line breaks. */
    public enum How {
        /** FIN to both ends; what they still say is lost. */
        CLOSE,
        /** RST to both ends. */
        RESET,
        /** Nothing: the line stays, and nothing passes in either direction. */
        STALL
    }

    /** After so many octets to the server. */
    public static Cut toServerAfter(long octets, How how) {
        return new Cut(Direction.TO_SERVER, Place.after(octets), how);
    }

    /** After so many octets to the client. */
    public static Cut toClientAfter(long octets, How how) {
        return new Cut(Direction.TO_CLIENT, Place.after(octets), how);
    }
}
