package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a mail by name, in any letter case: unfolded, and RFC 2047 decoded. A field that is repeated is
 * a list of its values, in their order. Nothing is parsed until somebody looks; from then on it is a plain map. Until
 * then it holds a copy of the header section, and never the message. It cannot be changed, so copies of an exchange may
 * share it.
 */
final class MailHeaders extends AbstractMap<String, Object> implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A longer value is left as it is: looking for the end of encoded words that have none can take very long. */
    private static final int MAX_DECODED = 8 * 1024;

    /** Nor are more characters looked at in all the fields of a mail. */
    private static final int MAX_DECODED_IN_ALL = 64 * 1024;

    private transient byte @Nullable [] unread;
    private transient volatile @Nullable Map<String, Object> fields;

    /**
     * @param content starts with the header section
     * @throws UncheckedIOException if it cannot be read
     */
    MailHeaders(MailContent content) {
        try {
            unread = HeaderSection.octetsOf(content.octets());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("The header of the message cannot be read any more: " + e.getMessage(), e);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return fields().entrySet();
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String ? fields().get(name) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String && fields().containsKey(name);
    }

    private Map<String, Object> fields() {
        Map<String, Object> known = fields;
        return known == null ? parse() : known;
    }

    private synchronized Map<String, Object> parse() {
        Map<String, Object> known = fields;
        byte[] section = unread;
        if (known != null || section == null) {
            return known == null ? Map.of() : known;
        }
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try {
            HeaderSection header = new HeaderSection(section);
            int decoded = 0;
            while (header.next()) {
                String value = header.value(HeaderSection.MAX_OCTETS).strip();
                if (value.contains("=?")
                        && value.length() <= MAX_DECODED
                        && decoded + value.length() <= MAX_DECODED_IN_ALL) {
                    decoded += value.length();
                    value = DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT);
                }
                values.computeIfAbsent(header.name(), first -> new ArrayList<>())
                        .add(clean(value));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        Map<String, Object> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, all) -> read.put(name, all.size() == 1 ? all.get(0) : List.copyOf(all)));
        known = Collections.unmodifiableMap(read);
        fields = known;
        unread = null;
        return known;
    }

    /** What an encoded word hides must not be what no header field can hold: whoever forwards it could be misled. */
    private static String clean(String value) {
        if (value.chars().noneMatch(MailHeaders::isControl)) {
            return value;
        }
        StringBuilder clean = new StringBuilder(value.length());
        value.chars().forEach(c -> clean.append(isControl(c) ? ' ' : (char) c));
        return clean.toString();
    }

    private static boolean isControl(int c) {
        return c != '\t' && Character.isISOControl(c);
    }

    /** As a plain map, which whoever reads it knows. */
    @Serial
    private Object writeReplace() {
        Map<String, Object> plain = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        plain.putAll(fields());
        return plain;
    }
}
