package io.maillite.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceFinderTest {
    /** Three TLS records, of 3, 300 and 1 octets and a header each. */
    private static byte[] records() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length : new int[] {3, 300, 1}) {
            all.writeBytes(new byte[] {22, 3, 3, (byte) (length >> 8), (byte) length});
            all.writeBytes(new byte[length]);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "0,5,5", "0,-1,7", "1,0,8", "1,2,10", "1,-1,312", "2,0,313", "2,5,318", "2,-1,318", "3,0,319"})
    void findsPlacesInRecords(int record, int octet, int expected) {
        for (int piece : new int[] {1, 7, 1000}) {
            assertThat(passed(records(), Place.inRecord(0, record, octet), piece))
                    .isEqualTo(expected);
        }
    }

    @Test
    void findsRecordsBehindWhatWasSaidInClear() {
        byte[] clear = "STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(clear);
        all.writeBytes(records());
        assertThat(passed(all.toByteArray(), Place.inRecord(10, 0, 0), 7)).isEqualTo(10);
        assertThat(passed(all.toByteArray(), Place.inRecord(10, 1, 2), 7)).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "319,319"})
    void findsOctets(int after, int expected) {
        assertThat(passed(records(), Place.after(after), 7)).isEqualTo(expected);
    }

    /** How many octets pass in front of the place, when they come in pieces. */
    private static int passed(byte[] all, Place place, int piece) {
        PlaceFinder finder = new PlaceFinder(place);
        int passed = 0;
        for (int from = 0; from < all.length && !finder.isReached(); from += piece) {
            byte[] octets = Arrays.copyOfRange(all, from, Math.min(all.length, from + piece));
            passed += finder.pass(octets, octets.length);
        }
        assertThat(finder.isReached()).isTrue();
        return passed;
    }
}
