package io.maillite.benchmarks.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An SMTP session that takes everything, counts it and keeps nothing. */
final class LeanSmtp implements LeanServer.Session {
    private static final byte[] OK = octets("250 2.0.0 ok\r\n");
    private static final byte[] GO_ON = octets("354 go on\r\n");
    private static final byte[] EHLO = octets(Stream.of(
                    "250-localhost",
                    "250-PIPELINING",
                    "250-SIZE 2147483648",
                    "250-8BITMIME",
                    "250-ENHANCEDSTATUSCODES",
                    "250 CHUNKING")
            .collect(Collectors.joining("\r\n", "", "\r\n")));

    private final AtomicLong messages;
    private final AtomicLong octets;

    /**
     * @param messages counts them
     * @param octets counts those of the messages
     */
    LeanSmtp(AtomicLong messages, AtomicLong octets) {
        this.messages = messages;
        this.octets = octets;
    }

    @Override
    public void serve(LeanConnection connection) throws IOException {
        connection.write("220 localhost ready\r\n");
        connection.flush();
        String line = connection.readLine();
        while (line != null && answer(line, connection)) {
            line = connection.readLine();
        }
        connection.flush();
    }

    private boolean answer(String line, LeanConnection connection) throws IOException {
        int space = line.indexOf(' ');
        switch ((space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT)) {
            case "MAIL", "RCPT", "RSET", "NOOP" -> connection.write(OK);
            case "BDAT" -> {
                String[] words = line.split(" ", -1);
                long length = Long.parseLong(words[1]);
                connection.skip(length);
                octets.addAndGet(length);
                if (words.length > 2) {
                    messages.incrementAndGet();
                }
                connection.write(OK);
            }
            case "DATA" -> {
                connection.write(GO_ON);
                octets.addAndGet(connection.skipData() - 3);
                messages.incrementAndGet();
                connection.write(OK);
            }
            case "EHLO" -> connection.write(EHLO);
            case "HELO" -> connection.write("250 localhost\r\n");
            case "QUIT" -> {
                connection.write("221 2.0.0 bye\r\n");
                return false;
            }
            default -> connection.write("500 5.5.1 unknown\r\n");
        }
        return true;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
