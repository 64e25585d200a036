package io.maillite.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that the server has taken responsibility for, with its envelope. */
public final class Received {
    private final SmtpPath sender;
    private final List<SmtpPath> recipients;
    private final Content content;
    private final @Nullable String digest;
    private final SmtpSession.Origin origin;

    Received(SmtpPath sender, List<SmtpPath> recipients, Content content, SmtpSession.Origin origin) {
        this(sender, recipients, content, content.isDigested() ? content.digest() : null, origin);
    }

    private Received(
            SmtpPath sender,
            List<SmtpPath> recipients,
            Content content,
            @Nullable String digest,
            SmtpSession.Origin origin) {
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
        this.content = content;
        this.digest = digest;
        this.origin = origin;
    }

    /** The same message, for some of its recipients only. */
    Received to(List<SmtpPath> some) {
        return new Received(sender, some, content, digest, origin);
    }

    /** The reverse-path, with its parameters. */
    public SmtpPath sender() {
        return sender;
    }

    /** The forward-paths that were accepted, with their parameters, in order. */
    public List<SmtpPath> recipients() {
        return recipients;
    }

    /** The addresses of {@link #recipients()}. */
    public List<String> addresses() {
        return recipients.stream().map(SmtpPath::address).toList();
    }

    /** How many octets the message has, dot-stuffing undone. */
    public long size() {
        return content.size();
    }

    /** The message, dot-stuffing undone. */
    public byte[] octets() {
        byte[] octets = content.octets();
        if (octets == null) {
            throw new IllegalStateException("A message of " + size() + " octets is not kept; see digest()");
        }
        return octets;
    }

    /** {@link #octets()} as Latin-1 text, so that each character is an octet. */
    public String text() {
        return new String(octets(), StandardCharsets.ISO_8859_1);
    }

    /** SHA-256 of the message, in hexadecimal digits. */
    public String digest() {
        if (digest == null && !content.isKept()) {
            throw new IllegalStateException("Messages are only counted");
        }
        return digest == null ? content.digest() : digest;
    }

    /** The connection that it came over, from 1. */
    public int connection() {
        return origin.connection();
    }

    /** Whether it came under TLS. */
    public boolean secure() {
        return origin.secure();
    }

    /** Who had logged in, or {@code null}. */
    public @Nullable String username() {
        return origin.username();
    }

    @Override
    public String toString() {
        return "from " + sender + " to " + recipients + ", " + size() + " octets";
    }
}
