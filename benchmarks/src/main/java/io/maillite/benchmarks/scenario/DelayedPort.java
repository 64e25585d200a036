package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.report.Spread;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A long line to a port, which is measured before it is used.
 *
 * @param port where it begins
 * @param roundTrip what was measured, in milliseconds
 */
record DelayedPort(int port, double roundTrip) {
    private static final int TRIES = 9;
    private static final int PATIENCE = 20;
    private static final double TOLERANCE_MILLIS = 1;

    /**
     * Opens it, and looks how long a round trip really takes.
     *
     * @throws IOException if it is off by more than a millisecond, again and again
     */
    static DelayedPort open(Bench bench, int port, int millis) throws IOException {
        int delayed = Integer.parseInt(bench.servers().ask("delay " + port + " " + millis)[0]);
        double measured = roundTrip(delayed);
        for (int i = 0; i < PATIENCE && Math.abs(measured - millis) > TOLERANCE_MILLIS; i++) {
            measured = roundTrip(delayed);
        }
        bench.say("  the line of %d ms: a round trip was measured as %.2f ms", millis, measured);
        if (Math.abs(measured - millis) > TOLERANCE_MILLIS) {
            throw new IOException("A round trip takes " + measured + " ms instead of " + millis
                    + ": the machine is too busy to measure distance");
        }
        return new DelayedPort(delayed, measured);
    }

    /** The median of some, of a command that every server of mail answers at once. */
    private static double roundTrip(int port) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            line(in);
            for (int i = 0; i < TRIES; i++) {
                long start = System.nanoTime();
                socket.getOutputStream().write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
                line(in);
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return Spread.of(millis).median();
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
