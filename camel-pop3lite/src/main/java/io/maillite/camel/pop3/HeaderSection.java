package io.maillite.camel.pop3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * Reads the header section of a message (RFC 5322 section 2.2) with Mime4j, one field after the other. Whoever sent the
 * message wrote it, so what is malformed is passed over, and what goes on without end is cut off.
 */
final class HeaderSection {
    /** More fields are not read. */
    static final int MAX_FIELDS = 1000;

    /** More octets are not read. */
    static final int MAX_OCTETS = 256 * 1024;

    private static final int NO_LIMIT = -1; // of its own: the whole has one

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxHeaderCount(MAX_FIELDS)
            .setMaxHeaderLen(NO_LIMIT)
            .setMaxLineLen(NO_LIMIT)
            .build();

    private HeaderSection() {}

    /**
     * Reads fields until there are no more, or no more are wanted.
     *
     * @param message to read the start of
     * @param wantsMore takes a field, and says whether to go on
     * @throws IOException if the stream cannot be read
     */
    static void read(InputStream message, Predicate<Field> wantsMore) throws IOException {
        MimeTokenStream tokens = new MimeTokenStream(CONFIG, DecodeMonitor.SILENT, new NoBody());
        tokens.setRecursionMode(RecursionMode.M_FLAT);
        tokens.parse(new Start(message));
        try {
            EntityState state = tokens.getState();
            while (state != EntityState.T_END_HEADER && state != EntityState.T_END_OF_STREAM) {
                if (state == EntityState.T_FIELD && !wantsMore.test(tokens.getField())) {
                    return;
                }
                state = tokens.next();
            }
        } catch (MimeException e) {
            // there are too many of them: what was read is what there is
        } finally {
            tokens.stop();
        }
    }

    /**
     * As much of a message as may be header; then it ends. (Mime4j's own bound is an exception, which loses a field.)
     */
    private static final class Start extends FilterInputStream {
        private int left = MAX_OCTETS;

        Start(InputStream message) {
            super(message);
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = left == 0 ? -1 : in.read(buffer, offset, Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }

    /** The body is nobody's business here, so no field is looked at for its sake. */
    private static final class NoBody implements BodyDescriptorBuilder {
        @Override
        public void reset() {}

        @Override
        @SuppressWarnings("NullAway") // Mime4j's word for: as it is
        public Field addField(RawField field) {
            return null;
        }

        @Override
        public BodyDescriptor build() {
            throw new IllegalStateException("the body is not read");
        }

        @Override
        public BodyDescriptorBuilder newChild() {
            return new NoBody();
        }
    }
}
