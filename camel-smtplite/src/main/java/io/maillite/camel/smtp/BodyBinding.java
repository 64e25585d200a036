package io.maillite.camel.smtp;

import io.maillite.camel.support.MailContent;
import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import io.maillite.smtp.MessageSource;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Makes the content of a message from a body: octets that can be read again, because a message may have to be looked at
 * before it is sent, or sent once more.
 */
final class BodyBinding {
    private final CamelContext context;
    private final long spoolThreshold;

    BodyBinding(CamelContext context, long spoolThreshold) {
        this.context = context;
        this.spoolThreshold = spoolThreshold;
    }

    /**
     * The body of a message. One that can be read only once is kept, and takes the place of the body.
     *
     * @param exchange what a temporary file lives as long as
     * @throws IllegalArgumentException if it is none, or no message
     * @throws IOException if it cannot be read
     */
    MessageSource content(Message message, Exchange exchange) throws IOException {
        Object body = message.getBody();
        if (body == null) {
            throw new IllegalArgumentException("The body is empty: " + MessageStart.WANTED);
        }
        MessageSource content = repeatable(body, exchange);
        if (content == null) {
            content = kept(message, exchange);
        }
        MessageStart.require(content);
        return content;
    }

    private @Nullable MessageSource repeatable(Object body, Exchange exchange) throws IOException {
        if (body instanceof byte[] octets) {
            return MessageSource.of(octets);
        }
        if (body instanceof String text) {
            return MessageSource.of(octets(text, exchange));
        }
        if (body instanceof File file) {
            return ofFile(file.toPath());
        }
        if (body instanceof Path file) {
            return ofFile(file);
        }
        if (body instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file) {
            return ofFile(file.toPath());
        }
        if (body instanceof MailContent content) {
            return ofStream(content::fromStart, content.length());
        }
        if (body instanceof StreamCache cache && body instanceof InputStream stream) {
            return ofStream(() -> rewound(cache, stream), cache.length());
        }
        return null;
    }

    private static MessageSource ofFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("The body is the file " + file + ", which "
                    + (Files.exists(file) ? "is no regular file" : "does not exist"));
        }
        return MessageSource.of(file);
    }

    private static byte[] octets(String text, Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        Charset charset = name == null ? StandardCharsets.UTF_8 : charset(name);
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text)); // reports, and replaces nothing
            return Arrays.copyOfRange(encoded.array(), encoded.arrayOffset(), encoded.arrayOffset() + encoded.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The body holds characters that " + charset + " does not have", e);
        }
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The exchange's charset (" + Exchange.CHARSET_NAME + ") is '" + name
                            + "', which is none known here",
                    e);
        }
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static MessageSource ofStream(Opening opening, long length) {
        return new MessageSource() {
            @Override
            public InputStream open() throws IOException {
                return opening.open();
            }

            @Override
            public OptionalLong length() {
                return length > 0 ? OptionalLong.of(length) : OptionalLong.empty(); // 0: the cache does not know
            }
        };
    }

    /** From its start; it stays open, and is at its start again for whoever reads it next. */
    private static InputStream rewound(StreamCache cache, InputStream stream) {
        cache.reset();
        return new FilterInputStream(stream) {
            @Override
            public void close() {
                cache.reset();
            }
        };
    }

    private MessageSource kept(Message message, Exchange exchange) throws IOException {
        Object body = message.getBody();
        OnceRead before = OnceRead.of(exchange);
        MailContent content = before.content(body);
        if (content == null) {
            before.begun(body);
            InputStream stream = body instanceof InputStream once
                    ? once
                    : context.getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
            if (stream == null) {
                if (!(body instanceof Readable)) {
                    before.unread(body); // nobody has touched it
                }
                throw new IllegalArgumentException(
                        "The body is a " + body.getClass().getName()
                                + ", which is no message and cannot be converted to one: " + MessageStart.WANTED);
            }
            content = read(body, stream, exchange, before);
        }
        message.setBody(content.copy(exchange));
        return ofStream(content::fromStart, content.length());
    }

    private MailContent read(Object body, InputStream stream, Exchange exchange, OnceRead results) throws IOException {
        try (InputStream in = stream;
                Spool spool = new Spool(SpoolDirectory.of(context), spoolThreshold, -1)) {
            in.transferTo(spool);
            MailContent content = spool.content();
            content.octets().keepFor(exchange);
            content.octets().release(); // from here on the exchange alone needs them
            results.held(body, content);
            return content;
        } catch (IOException | RuntimeException e) {
            results.failed(body, e);
            throw e instanceof IOException unreadable ? unreadable : new IOException(e.getMessage(), e);
        }
    }
}
