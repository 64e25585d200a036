package io.maillite.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports that nobody listens on, from below those that outgoing connections are given, so that none of these takes one
 * before its server does.
 */
final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int MOST_TRIES = 1000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /** One that was not given before. */
    static synchronized int next() {
        Random random = new Random();
        for (int i = 0; i < MOST_TRIES; i++) {
            int port = FIRST + random.nextInt(COUNT);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free from " + FIRST + " to " + (FIRST + COUNT));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody listens on each of them. */
    static boolean areServed(Collection<Integer> ports) {
        return ports.stream().allMatch(FreePorts::isServed);
    }

    private static boolean isServed(int port) {
        try (java.net.Socket probe = new java.net.Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
