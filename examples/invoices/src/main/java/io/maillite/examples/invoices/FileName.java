package io.maillite.examples.invoices;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.MimeParameterMapping;
import org.jspecify.annotations.Nullable;

/** The name that a sender gave an attachment, made one that cannot lead anywhere: the sender may be anybody. */
final class FileName {
    private static final int LONGEST = 100;

    private FileName() {}

    /** What this field says ({@code Content-Disposition} or {@code Content-Type}), or null if it names no file. */
    static @Nullable String in(Field field) {
        String parameter;
        if (field.getName().equalsIgnoreCase("Content-Disposition")) {
            parameter = "filename";
        } else if (field.getName().equalsIgnoreCase("Content-Type")) {
            parameter = "name";
        } else {
            return null;
        }
        RawField raw = field instanceof RawField known ? known : new RawField(field.getName(), field.getBody());
        RawBody body = RawFieldParser.DEFAULT.parseRawBody(raw);
        MimeParameterMapping parameters = new MimeParameterMapping();
        for (NameValuePair each : body.getParams()) {
            if (each.getValue() != null) {
                parameters.addParameter(each.getName(), each.getValue());
            }
        }
        String name = parameters.get(parameter);
        return name == null ? null : harmless(DecoderUtil.decodeEncodedWords(name, DecodeMonitor.SILENT));
    }

    /** ASCII letters, digits and a few signs, which every file system can write; no folder, no leading dot. */
    static String harmless(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[^A-Za-z0-9 ._-]", "_")
                .replaceAll("^[. ]+", "")
                .strip();
        String kept = plain.length() > LONGEST ? plain.substring(plain.length() - LONGEST) : plain;
        return kept.isEmpty() ? "attachment" : kept;
    }
}
