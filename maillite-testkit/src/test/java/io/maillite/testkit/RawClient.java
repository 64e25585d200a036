package io.maillite.testkit;

import io.maillite.testkit.tls.TestTls;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The plainest client: writes what it is told, reads lines and octets. */
public final class RawClient implements AutoCloseable {
    private final Socket raw;
    private Socket socket;

    public RawClient(int port) throws IOException {
        raw = new Socket(InetAddress.getLoopbackAddress(), port);
        raw.setTcpNoDelay(true);
        raw.setSoTimeout(60_000);
        socket = raw;
    }

    /** One write. */
    public RawClient write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** One write of one line. */
    public RawClient line(String text) throws IOException {
        return write(text + "\r\n");
    }

    /** Writes a line and reads one. */
    public String ask(String text) throws IOException {
        return line(text).readLine();
    }

    /** Up to LF, without the line end; what there is at the end of the stream. */
    public String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).replaceAll("\r$", "");
    }

    /** The lines up to the one that is a dot, joined with LF. */
    public String readListing() throws IOException {
        StringBuilder lines = new StringBuilder();
        String line = readLine();
        while (!line.equals(".")) {
            lines.append(line).append('\n');
            line = readLine();
        }
        return lines.toString();
    }

    /** How many octets a listing or message has, without its last line; nothing can be read after it. */
    public long skipListing() throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        long count = 0;
        int tail = 0x0d0a;
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("The end came after " + count + " octets");
            }
            count++;
            if (tail == 0x0d0a2e0d && octet == '\n') {
                return count - 3;
            }
            tail = tail << 8 | octet;
        }
    }

    /** What one read gives, nothing if the connection broke. */
    public String readSomeOrNothing() {
        try {
            return readSome();
        } catch (IOException broken) {
            return "";
        }
    }

    /** What one read gives. */
    public String readSome() throws IOException {
        byte[] octets = new byte[1 << 16];
        int count = socket.getInputStream().read(octets);
        return count < 0 ? "" : new String(octets, 0, count, StandardCharsets.ISO_8859_1);
    }

    /** Whether the connection ends, in whatever way, with nothing more to read. */
    public boolean endsWithoutAnswer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException broken) {
            return true;
        }
    }

    public byte[] readAll() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    public byte[] readExactly(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** The handshake, with the name checked. */
    public RawClient startTls() throws IOException {
        return startTls(TestTls.clientContext(), "localhost");
    }

    public RawClient startTls(SSLContext context, String host) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(raw, host, raw.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        socket = secure;
        return this;
    }

    public SSLSocket tls() {
        return (SSLSocket) socket;
    }

    public Socket socket() {
        return raw;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
