package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.MailText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A POP3 session over {@link LeanMaildrop}s. Messages of up to 1 MiB are held ready as they go over the wire. */
final class LeanPop3 implements LeanServer.Session {
    private static final byte[] OK = octets("+OK\r\n");
    private static final byte[] ERR = octets("-ERR no\r\n");
    private static final byte[] END = octets(".\r\n");
    private static final byte[] CAPA =
            octets("+OK\r\nUSER\r\nSASL PLAIN\r\nUIDL\r\nTOP\r\nPIPELINING\r\nRESP-CODES\r\n.\r\n");
    private static final long HELD = 1 << 20;
    private static final Map<Long, byte[]> READY = new ConcurrentHashMap<>();

    private final Map<String, LeanMaildrop> maildrops;
    private String user = "";
    private LeanMaildrop maildrop = new LeanMaildrop("0x0-");
    private int[] numbers = {};
    private final BitSet marked = new BitSet();
    private byte[] message = {};

    LeanPop3(Map<String, LeanMaildrop> maildrops) {
        this.maildrops = maildrops;
    }

    @Override
    public void serve(LeanConnection connection) throws IOException {
        connection.write("+OK ready\r\n");
        connection.flush();
        String line = connection.readLine();
        while (line != null && answer(line, connection)) {
            line = connection.readLine();
        }
        connection.flush();
    }

    private boolean answer(String line, LeanConnection connection) throws IOException {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        String argument = space < 0 ? "" : line.substring(space + 1);
        switch (verb) {
            case "RETR" -> retr(number(argument), connection);
            case "DELE" -> {
                marked.set(number(argument));
                connection.write(OK);
            }
            case "TOP" -> top(argument, connection);
            case "CAPA" -> connection.write(CAPA);
            case "USER" -> {
                user = argument;
                connection.write(OK);
            }
            case "PASS" -> login(user, connection);
            case "AUTH" -> auth(argument, connection);
            case "STAT" -> connection.write("+OK " + numbers.length + " " + numbers.length * maildrop.size() + "\r\n");
            case "LIST" -> list(argument, connection, false);
            case "UIDL" -> list(argument, connection, true);
            case "NOOP" -> connection.write(OK);
            case "RSET" -> {
                marked.clear();
                connection.write(OK);
            }
            case "QUIT" -> {
                maildrop.remove(numbers, marked);
                connection.write(OK);
                return false;
            }
            default -> connection.write(ERR);
        }
        return true;
    }

    private void login(String account, LeanConnection connection) throws IOException {
        maildrop = maildrops.computeIfAbsent(account, LeanMaildrop::new);
        numbers = maildrop.open();
        connection.write(OK);
    }

    /** {@code PLAIN} (RFC 4616), with or without an initial response (RFC 5034 section 4). */
    private void auth(String argument, LeanConnection connection) throws IOException {
        String[] words = argument.split(" ", -1);
        if (!words[0].equalsIgnoreCase("PLAIN")) {
            connection.write(ERR);
            return;
        }
        if (words.length == 1) {
            connection.write("+ \r\n");
        }
        String response = words.length > 1 ? words[1] : connection.readLine();
        String message =
                new String(Base64.getDecoder().decode(response == null ? "" : response), StandardCharsets.UTF_8);
        login(message.split("\0", -1)[1], connection);
    }

    private int number(String argument) throws IOException {
        int number = Integer.parseInt(argument.strip());
        if (number < 1 || number > numbers.length) {
            throw new IOException("There is no message " + number);
        }
        return number;
    }

    private void list(String argument, LeanConnection connection, boolean uniqueIds) throws IOException {
        if (!argument.isBlank()) {
            connection.write("+OK " + entry(number(argument), uniqueIds));
            return;
        }
        connection.write(OK);
        for (int number = 1; number <= numbers.length; number++) {
            if (!marked.get(number)) {
                connection.write(entry(number, uniqueIds));
            }
        }
        connection.write(END);
    }

    private String entry(int number, boolean uniqueIds) {
        return number + " " + (uniqueIds ? "m" + numbers[number - 1] : String.valueOf(maildrop.size())) + "\r\n";
    }

    private void retr(int number, LeanConnection connection) throws IOException {
        if (maildrop.size() <= HELD) {
            if (message.length == 0) {
                message =
                        READY.computeIfAbsent(maildrop.size(), LeanPop3::ready).clone();
            }
            MailText.number(message, OK.length, numbers[number - 1]);
            connection.write(message);
        } else {
            OutputStream out = connection.stream();
            out.write(OK);
            new MailText(maildrop.size()).writeTo(out, numbers[number - 1]);
            out.write(END);
        }
    }

    private void top(String argument, LeanConnection connection) throws IOException {
        String[] words = argument.split(" ", -1);
        byte[] start = ready(Math.min(maildrop.size(), 4096));
        MailText.number(start, OK.length, numbers[number(words[0]) - 1]);
        String text = new String(start, StandardCharsets.US_ASCII);
        int body = text.indexOf("\r\n\r\n") + 4;
        int end = body;
        for (int left = Integer.parseInt(words[1]); left > 0 && text.indexOf('\n', end) >= 0; left--) {
            end = text.indexOf('\n', end) + 1;
        }
        connection.write(text.substring(0, end) + ".\r\n");
    }

    private static byte[] ready(long size) {
        byte[] content = new MailText(size).octets();
        byte[] ready = new byte[OK.length + content.length + END.length];
        System.arraycopy(OK, 0, ready, 0, OK.length);
        System.arraycopy(content, 0, ready, OK.length, content.length);
        System.arraycopy(END, 0, ready, OK.length + content.length, END.length);
        return ready;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
