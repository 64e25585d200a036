package io.maillite.wire;

import io.maillite.wire.MailConnectionException.Reason;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server: command lines out, reply lines in, message content both ways. It is bounded (no line, no
 * wait without an end), buffered (what is written is sent by {@link #flush()}, or before we wait for the server) and
 * traced. Every failure of it is a {@link MailException} that names the server and what was waited for.
 *
 * <p>For one thread at a time, except {@link #abort()}.
 */
public final class Connection implements Closeable {
    /** The longest reply line, without its line end. */
    public static final int MAX_LINE = 8 * 1024;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final int IN_FIRST = 2 * 1024;
    private static final int IN_MOST = 64 * 1024;
    private static final int OUT_FIRST = 1024;
    private static final int OUT_MOST = 64 * 1024;
    /** So much has the write time-out: under its default, that is about 1 KiB/s, as when reading. */
    private static final int SLICE = 64 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ServerAddress server;
    private final ConnectionSettings settings;
    private final Trace trace;
    private final Transport transport;
    private final TlsUpgrade tls;
    private final ReplyClock clock = new ReplyClock();

    private String awaited = "the greeting";
    private boolean awaitsReply;
    private boolean allowsUtf8;

    private byte[] in = new byte[IN_FIRST];
    private int inFrom;
    private int inTo;
    private boolean endedInLfAlone;
    private boolean lfEndsLines;

    private byte[] out = new byte[OUT_FIRST];
    private int outTo;
    private long octetsOfCommands;
    private long written;
    private long handedOver;
    private @Nullable MailException lostWhileWriting;

    private Connection(ServerAddress server, ConnectionSettings settings, Trace trace, Transport transport) {
        this.server = server;
        this.settings = settings;
        this.trace = trace;
        this.transport = transport;
        this.tls = new TlsUpgrade(server, settings.sslContext(), settings.hostnameVerification());
        trace.name(server.toString());
    }

    /**
     * Connects, and under {@link TlsMode#IMPLICIT} makes the TLS handshake. The greeting is not read.
     *
     * @param settings how; its port is not 0
     * @param trace where to show what passes
     * @throws MailConnectionException if there is no connection
     * @throws MailTlsException if TLS cannot be had, or not with the right server
     */
    public static Connection open(ConnectionSettings settings, Trace trace) throws MailException {
        ServerAddress server = new ServerAddress(settings.host(), settings.port());
        return over(
                ProxyTunnel.open(new Dialer(settings.connectTimeout(), settings.localAddress()), settings, server),
                settings,
                trace);
    }

    /** Over a transport that is connected. */
    static Connection over(Transport transport, ConnectionSettings settings, Trace trace) throws MailException {
        ServerAddress server = new ServerAddress(settings.host(), settings.port());
        Connection connection = new Connection(server, settings, trace, transport);
        trace.note("connected");
        if (settings.tls() == TlsMode.IMPLICIT) {
            connection.secure();
        }
        connection.await("the greeting", null);
        return connection;
    }

    /** Whom we are connected to. */
    public ServerAddress server() {
        return server;
    }

    /** Our own address, as the server sees it where nothing in between changes it. */
    public InetAddress localAddress() {
        return transport.localAddress();
    }

    /** How the connection was to be made. */
    public ConnectionSettings settings() {
        return settings;
    }

    /** The TLS session, if the connection is under TLS. */
    public Optional<SSLSession> tlsSession() {
        return transport.tlsSession();
    }

    // ---- TLS

    /**
     * Upgrades the connection after the server agreed to {@code STLS} or {@code STARTTLS}. What arrived before the
     * handshake was not protected by it: the connection ends.
     *
     * @throws MailProtocolException if octets arrived before the handshake (response injection, CVE-2021-33515)
     * @throws MailTlsException if the handshake fails
     */
    public void startTls() throws MailException {
        if (hasBuffered()) {
            MailException injected = new MailProtocolException(server
                    + ": more came in clear after the server had agreed to TLS, before the handshake. Somebody may have"
                    + " put it there; nothing was sent");
            abort();
            throw injected;
        }
        secure();
    }

    private void secure() throws MailException {
        await("the TLS handshake", null);
        try {
            transport.secure(tls, clock.startWaiting());
        } catch (SSLException | EOFException e) {
            abort();
            throw transport.deadlineHasPassed() ? tooLong(e) : tls.explain(settings.tls(), e);
        } catch (IOException e) {
            MailException failure = lost(e);
            abort();
            throw failure;
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
        trace.note("under TLS");
    }

    // ---- out

    /** From now on command lines may hold any character, in UTF-8 (RFC 6531, RFC 6856); before, US-ASCII alone. */
    public void allowUtf8() {
        allowsUtf8 = true;
    }

    /**
     * Writes a command line and its CRLF into the buffer. What cannot be encoded is reported, and never replaced: a
     * cast once turned U+760D into a carriage return (CVE-2025-7962).
     *
     * @throws IllegalArgumentException if the line holds a character that cannot be sent; nothing was written
     * @throws MailConnectionException if the connection is lost
     */
    public void writeLine(CommandLine line) throws MailException {
        byte[] octets = encoded(line);
        if (octets.length + CRLF.length > roomFor(octets.length + CRLF.length)) {
            flush(); // so that it goes as a whole
        }
        said(line, octets.length);
        put(octets, 0, octets.length);
        put(CRLF, 0, CRLF.length);
    }

    /** What cannot be encoded would be replaced; then it does not decode to what it was. */
    private byte[] encoded(CommandLine line) {
        String text = line.text();
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        boolean allowed = allowsUtf8 || octets.length == text.length(); // so is US-ASCII, and nothing else
        if (!allowed || !text.equals(new String(octets, StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("The command '" + ServerText.printable(line.shown())
                    + "' holds a character that cannot be sent in " + (allowsUtf8 ? "UTF-8" : "US-ASCII")
                    + ": nothing was sent");
        }
        return octets;
    }

    private void said(CommandLine line, int length) {
        for (String secret : line.secrets()) {
            trace.keepSecret(secret);
        }
        trace.sent(line);
        octetsOfCommands += length + CRLF.length;
    }

    /** How many octets of command lines were written, ever. */
    public long octetsOfCommands() {
        return octetsOfCommands;
    }

    /**
     * Writes octets of message content, as they are: into the buffer, or past it where they are many.
     *
     * @throws MailConnectionException if the connection is lost
     */
    public void writeContent(byte[] octets, int offset, int length) throws MailException {
        trace.contentSent(octets, offset, offset + length);
        put(octets, offset, length);
    }

    /** How many octets are in the buffer, and so were not sent. */
    public int unsent() {
        return outTo;
    }

    /** How many octets were written, ever, whether they have left the buffer or not. */
    public long position() {
        return written;
    }

    /**
     * Whether what was written up to there may have reached the server. No, if it is still in the buffer, or in what
     * could not be handed over whole: the last octet of that has not gone.
     *
     * @param position as {@link #position()} gave it behind the octets in question
     */
    public boolean mayHaveArrived(long position) {
        return position <= handedOver;
    }

    /** What is large is copied only where it fills the buffer up, or is left over behind whole ones. */
    private void put(byte[] octets, int offset, int length) throws MailException {
        written += length;
        boolean fills = outTo > 0 || length < OUT_MOST;
        int first = fills ? keep(octets, offset, length) : 0;
        if (first < length) {
            flush();
            int left = length - first;
            int direct = left - left % OUT_MOST;
            send(octets, offset + first, direct);
            keep(octets, offset + first + direct, left - direct);
        }
    }

    /** Puts so much into the buffer as there is room for, and tells how much. */
    private int keep(byte[] octets, int offset, int length) {
        int kept = Math.min(length, roomFor(length));
        System.arraycopy(octets, offset, out, outTo, kept);
        outTo += kept;
        return kept;
    }

    /** How much can be buffered now: so much as is wanted, unless there would be too much. */
    private int roomFor(int wanted) {
        if (wanted > out.length - outTo && out.length < OUT_MOST) {
            int size = Math.max(out.length * 2, outTo + wanted);
            out = Arrays.copyOf(out, Math.min(OUT_MOST, size));
        }
        return out.length - outTo;
    }

    /**
     * Sends what is in the buffer. If the server turns out to be gone, the next reading throws it.
     *
     * @throws MailConnectionException if the peer does not read, or the connection was closed by us
     */
    public void flush() throws MailException {
        int length = outTo;
        outTo = 0;
        if (length > 0) {
            send(out, 0, length);
        }
    }

    /** In slices, each with a time-out of its own: a slow peer is no peer that stopped reading. */
    private void send(byte[] octets, int offset, int length) throws MailException {
        for (int sent = 0; sent < length && lostWhileWriting == null; sent += SLICE) {
            sendSlice(octets, offset + sent, Math.min(SLICE, length - sent));
        }
    }

    /**
     * A server that has gone may have said why, and its words may still be here to read. So a loss that is noticed
     * while writing is kept: what was said before is read first, and where nothing is left to read it is thrown.
     */
    private void sendSlice(byte[] octets, int offset, int length) throws MailException {
        try {
            transport.write(
                    octets,
                    offset,
                    length,
                    System.nanoTime() + settings.writeTimeout().toNanos());
            handedOver += length;
        } catch (IOException e) {
            handedOver += length - 1;
            if (transport.deadlineHasPassed()) {
                throw new MailConnectionException(
                        Reason.WRITE_TIMEOUT,
                        server + ": the server has not taken what was sent within the write time-out of "
                                + settings.writeTimeout().toMillis() + " ms, while we awaited " + awaited(),
                        e);
            }
            MailException lost = lost(e);
            if (transport.isClosed()) {
                throw lost;
            }
            lostWhileWriting = lost;
        }
    }

    // ---- in

    /**
     * Says what is waited for from now on, and starts its time-out.
     *
     * @param what as errors name it: {@code the reply to STAT}
     * @param timeout how long it may take, or null for the read time-out
     */
    public void await(String what, @Nullable Duration timeout) {
        awaited = what;
        awaitsReply = false;
        clock.start(timeout == null ? settings.readTimeout() : timeout);
    }

    /** The same for the reply to a command, which is named when there is an error to tell of. */
    void awaitReplyTo(Command command, @Nullable Duration timeout) {
        await(command.name(), timeout);
        awaitsReply = true;
    }

    private String awaited() {
        return awaitsReply ? "the reply to " + awaited : awaited;
    }

    /** What is being read is a listing or a message: it may take longer, as long as it comes at 1 KiB/s on average. */
    public void expectBulk() {
        clock.allowBulk();
    }

    /**
     * Reads one line, up to CRLF or LF.
     *
     * @return the line without its line end, from UTF-8, what is malformed replaced
     * @throws MailProtocolException if the line is longer than {@link #MAX_LINE}
     * @throws MailConnectionException if the connection is lost or the time is over
     */
    public String readLine() throws MailException {
        return readLine(MAX_LINE);
    }

    /**
     * Reads one line, up to CRLF or LF.
     *
     * @param most octets of the line without its line end, less than 64 KiB
     * @throws MailProtocolException if the line is longer
     * @throws MailConnectionException if the connection is lost or the time is over
     */
    public String readLine(int most) throws MailException {
        int scanned = 0;
        while (true) {
            for (int i = inFrom + scanned; i < inTo; i++) {
                if (in[i] == '\n') {
                    return takeLine(i, most);
                }
            }
            scanned = inTo - inFrom;
            if (scanned > most + 1) {
                throw tooLongALine(most);
            }
            fill();
        }
    }

    private String takeLine(int lineFeed, int most) throws MailException {
        int end = lineFeed;
        endedInLfAlone = end == inFrom || in[end - 1] != '\r';
        if (!endedInLfAlone) {
            end--;
        }
        if (end - inFrom > most) {
            throw tooLongALine(most);
        }
        String line = new String(in, inFrom, end - inFrom, StandardCharsets.UTF_8);
        inFrom = lineFeed + 1;
        trace.received(line);
        return line;
    }

    private MailException tooLongALine(int most) {
        return new MailProtocolException(
                server + ": " + awaited() + " is a line of more than " + most + " octets: " + bufferedText());
    }

    /** Whether the line read last ended in LF alone. */
    public boolean endedInLfAlone() {
        return endedInLfAlone;
    }

    /** The server ends its lines in LF alone: in message content too, that is a line end then. */
    public void expectLfLineEnds() {
        lfEndsLines = true;
    }

    /** Whether LF alone ends a line of message content. */
    public boolean lfEndsLines() {
        return lfEndsLines;
    }

    /**
     * Reads message content up to the line that ends it.
     *
     * @param dots what knows the end; fresh
     * @param sink what takes the content
     * @throws MailException if the connection is lost or the time is over
     */
    public void readContent(DotReader dots, ContentSink sink) throws MailException {
        expectBulk();
        while (true) {
            if (inFrom == inTo) {
                fill();
            }
            int end = dots.read(in, inFrom, inTo, sink);
            trace.contentReceived(in, inFrom, end);
            inFrom = end;
            if (dots.isAtEnd()) {
                return;
            }
        }
    }

    /** Whether octets have come that nobody has read yet. */
    public boolean hasBuffered() {
        return inFrom < inTo;
    }

    /** The start of what has come and was not read, printable. */
    public String bufferedText() {
        return trace.printableCut(new String(in, inFrom, inTo - inFrom, StandardCharsets.UTF_8));
    }

    /** What the server said, fit for a log or an exception: printable, cut, and without any secret it may repeat. */
    public String printable(String text) {
        return trace.printable(text);
    }

    private void fill() throws MailException {
        flush(); // what the server has not been asked it cannot answer
        makeRoom();
        int room = in.length - inTo;
        int count;
        try {
            count = transport.read(in, inTo, room, clock.startWaiting());
        } catch (IOException e) {
            throw lostWhileReading(e);
        }
        if (count < 0) {
            throw lostWhileReading(new EOFException("the server closed the connection"));
        }
        if (transport.deadlineHasPassed()) {
            // what a peer says while it sees us go is no answer
            throw lostWhileReading(new SocketTimeoutException("the time was over"));
        }
        clock.received(count);
        inTo += count;
        if (count == room && in.length < IN_MOST) {
            in = Arrays.copyOf(in, in.length * 2); // it comes faster than it is read
        }
    }

    private MailException lostWhileReading(IOException cause) {
        return lostWhileWriting != null ? lostWhileWriting : lost(cause);
    }

    /**
     * Whether there is something to read now, be it only that the connection is lost. Does not wait, and may miss what
     * is on its way.
     */
    public boolean hasArrived() {
        if (hasBuffered() || lostWhileWriting != null) {
            return true;
        }
        makeRoom();
        try {
            return hasCome(transport.readArrived(in, inTo, in.length - inTo, lookDeadline()));
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Whether the server is still there and has said nothing that was not read. Waits for a millisecond, and notices a
     * connection that was closed, too.
     */
    public boolean isSilent() {
        if (hasBuffered() || lostWhileWriting != null) {
            return false;
        }
        makeRoom();
        try {
            return !hasCome(transport.readNow(in, inTo, in.length - inTo, lookDeadline()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Of a look that should not wait at all. */
    private long lookDeadline() {
        return System.nanoTime() + settings.readTimeout().toNanos();
    }

    private boolean hasCome(int count) {
        inTo += Math.max(0, count);
        return count != 0;
    }

    private void makeRoom() {
        if (inFrom == inTo) {
            inFrom = 0;
            inTo = 0;
        } else if (inTo == in.length) {
            if (inFrom == 0) {
                in = Arrays.copyOf(in, in.length * 2);
            } else {
                System.arraycopy(in, inFrom, in, 0, inTo - inFrom);
                inTo -= inFrom;
                inFrom = 0;
            }
        }
    }

    /**
     * What the server says from now on is for us alone: nobody is shown more of it than this leaves.
     *
     * @param hiding gives what may be shown of a line that may break off anywhere
     */
    public void hide(UnaryOperator<String> hiding) {
        trace.hide(hiding);
    }

    // ---- the end

    private MailException lost(IOException cause) {
        if (transport.deadlineHasPassed()) {
            return tooLong(cause);
        }
        if (transport.isClosed()) {
            return new MailConnectionException(
                    Reason.CLOSED, server + ": the connection was closed by us while we awaited " + awaited(), cause);
        }
        String partial = hasBuffered() ? ", after '" + bufferedText() + "'" : "";
        return new MailConnectionException(
                Reason.LOST,
                server + ": the connection was lost while we awaited " + awaited() + partial + ": "
                        + printable(String.valueOf(cause.getMessage())),
                cause);
    }

    private MailException tooLong(IOException cause) {
        String hint = "";
        if (!clock.hasReceived()
                && "the greeting".equals(awaited())
                && tlsSession().isEmpty()) {
            hint = ". A server that waits for TLS says nothing either: if this port is one for implicit TLS,"
                    + " use tls=IMPLICIT";
        }
        String partial = hasBuffered() ? ", got only '" + bufferedText() + "'" : "";
        return new MailConnectionException(
                Reason.READ_TIMEOUT,
                server + ": " + awaited() + " did not come within "
                        + clock.limit().toMillis() + " ms" + partial + hint,
                cause);
    }

    /** Closes in good order, within a few seconds. What is in the buffer is dropped. */
    @Override
    public void close() {
        if (!transport.isClosed()) {
            trace.note("closed");
            transport.close(System.nanoTime() + CLOSE_TIMEOUT.toNanos());
        }
    }

    /** Drops the connection at once. From any thread: whoever waits on the connection gets an exception. */
    public void abort() {
        if (!transport.isClosed()) {
            trace.note("dropped");
            transport.close();
        }
    }
}
