package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.report.Spread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A long line to a port, which is measured before it is used and after.
 *
 * @param port where it begins
 * @param millis of a round trip
 */
record DelayedPort(int port, int millis) {
    private static final int TRIES = 9;
    private static final int PATIENCE = 20;
    private static final double TOLERANCE_MILLIS = 1;
    private static final int SEGMENTS = 100;
    private static final byte[] NOOP = "NOOP\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Opens it. */
    static DelayedPort open(Bench bench, int port, int millis) throws IOException {
        return new DelayedPort(Integer.parseInt(bench.servers().ask("delay " + port + " " + millis)[0]), millis);
    }

    /**
     * Looks how long a round trip really takes, of one segment and of many that are on their way at the same time.
     *
     * @return that of one, in milliseconds
     * @throws IOException if it is off by more than a millisecond, or many take longer than two would one by one, again
     *     and again
     */
    double measured(Bench bench) throws IOException {
        double one = roundTrip(1);
        double many = roundTrip(SEGMENTS);
        for (int i = 0; i < PATIENCE && !areRight(one, many); i++) {
            one = roundTrip(1);
            many = roundTrip(SEGMENTS);
        }
        bench.say(
                "  the line of %d ms: a round trip was measured as %.2f ms, of %d at once %.2f ms",
                millis, one, SEGMENTS, many);
        if (!areRight(one, many)) {
            throw new IOException("A round trip takes " + one + " ms instead of " + millis + ", and " + SEGMENTS
                    + " at once " + many + ": the machine is too busy to measure distance");
        }
        return one;
    }

    private boolean areRight(double one, double many) {
        return Math.abs(one - millis) <= TOLERANCE_MILLIS && many < 2 * millis;
    }

    /** The median of some, of commands that every server of mail answers at once; each in a segment of its own. */
    private double roundTrip(int segments) throws IOException {
        List<Double> all = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            line(in);
            for (int i = 0; i < TRIES; i++) {
                long start = System.nanoTime();
                for (int segment = 0; segment < segments; segment++) {
                    out.write(NOOP);
                }
                for (int segment = 0; segment < segments; segment++) {
                    line(in);
                }
                all.add((System.nanoTime() - start) / 1e6);
            }
        }
        return Spread.of(all).median();
    }

    private static void line(InputStream in) throws IOException {
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new IOException("The server closed the connection");
            }
            octet = in.read();
        }
    }
}
