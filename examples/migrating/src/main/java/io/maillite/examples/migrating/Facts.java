package io.maillite.examples.migrating;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.StoredMessage;
import io.maillite.testkit.smtp.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How facts are said. */
final class Facts {
    static final String NOTHING = "nothing";

    private Facts() {}

    /** @param factsAndWhatTheyAre in turns */
    static Map<String, String> of(String... factsAndWhatTheyAre) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < factsAndWhatTheyAre.length; i += 2) {
            facts.put(factsAndWhatTheyAre[i], factsAndWhatTheyAre[i + 1]);
        }
        return facts;
    }

    static String list(Stream<String> all) {
        String list = all.collect(Collectors.joining(", "));
        return list.isEmpty() ? NOTHING : list;
    }

    static String yes(boolean answer) {
        return answer ? "yes" : "no";
    }

    static String recipients(List<Received> messages) {
        return list(messages.stream().flatMap(message -> message.addresses().stream()));
    }

    /** Of what is in a mailbox. */
    static String subjects(MaildropServer mailbox) {
        return list(mailbox.maildrop().messages().stream().map(message -> field("Subject", octets(message))));
    }

    private static byte[] octets(StoredMessage message) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            message.content().writeTo(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /** A header field of a message, as it stands there. */
    static String field(String name, byte[] message) {
        String header = new String(message, ISO_8859_1).split("\r\n\r\n", 2)[0];
        Matcher field = Pattern.compile("(?im)^" + name + ":[ \t]*(.*)$").matcher(header);
        return field.find() ? field.group(1).strip() : NOTHING;
    }
}
