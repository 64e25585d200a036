package io.maillite.testkit.smtp;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.server.Transport.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes replies, with enhanced status codes for a client that was told of them (RFC 2034). */
final class SmtpReplies {
    private final SinkSettings settings;
    private boolean extended;

    SmtpReplies(SinkSettings settings) {
        this.settings = settings;
    }

    /** After {@code HELO} there are no extensions; nor after {@code STARTTLS}, until {@code EHLO} comes again. */
    void greeted(boolean extended) {
        this.extended = extended;
    }

    void reply(PeerConnection connection, int code, String status, String text) throws IOException {
        raw(connection, code + " " + (extended && settings.offers("ENHANCEDSTATUSCODES") ? status + " " : "") + text);
    }

    /** A whole reply; its lines are separated by CRLF. */
    void raw(PeerConnection connection, String reply) throws IOException {
        connection.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void hello(PeerConnection connection, List<String> mechanisms) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("localhost");
        if (extended) {
            lines.addAll(settings.extensions());
            if (settings.transport().security() == Security.STARTTLS && connection.tls() == null) {
                lines.add("STARTTLS");
            }
            if (!mechanisms.isEmpty()) {
                lines.add("AUTH " + String.join(" ", mechanisms));
            }
        }
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            reply.append(last ? "250 " : "250-").append(lines.get(i)).append(last ? "" : "\r\n");
        }
        raw(connection, reply.toString());
    }
}
