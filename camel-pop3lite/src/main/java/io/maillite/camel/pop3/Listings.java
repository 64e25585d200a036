package io.maillite.camel.pop3;

import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.ScanListing;
import io.maillite.pop3.Stat;
import io.maillite.wire.MailException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server lists, as the plain maps that a route sees. What the server does not say is not in them. */
final class Listings {
    private static final String NUMBER = "number";
    private static final String SIZE = "size";
    private static final String UID = "uid";

    private Listings() {}

    static Map<String, Object> of(Stat stat) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", stat.count());
        putSize(map, stat.size());
        return map;
    }

    /** {@code LIST}: of all messages, or of the one that is named. */
    static List<Map<String, Object>> sizes(Pop3Session session, MessageName name, int maxListing) throws MailException {
        List<Map<String, Object>> all = new ArrayList<>();
        if (name.isGiven()) {
            ScanListing one = session.list(name.numberIn(session, maxListing));
            all.add(sized(one.number(), one.size()));
        } else {
            answer(session, Pop3Commands.list(maxListing, (number, size) -> all.add(sized(number, size))));
        }
        return all;
    }

    /** {@code UIDL}: of all messages, or of the one that is named. */
    static List<Map<String, Object>> uniqueIds(Pop3Session session, MessageName name, int maxListing)
            throws MailException {
        List<Map<String, Object>> all = new ArrayList<>();
        if (name.uniqueId() != null) {
            all.add(identified(name.numberIn(session, maxListing), name.uniqueId()));
        } else if (name.isGiven()) {
            all.add(identified(
                    name.number(), session.uidl(name.number()).uniqueId().orElse(null)));
        } else {
            answer(session, Pop3Commands.uidl(maxListing, (number, id) -> all.add(identified(number, id))));
        }
        return all;
    }

    private static void answer(Pop3Session session, Pop3Command<Integer> listing) throws MailException {
        session.submit(listing);
        session.receive();
        MaildropListing.result(listing);
    }

    private static Map<String, Object> sized(int number, long size) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(NUMBER, number);
        putSize(map, size);
        return map;
    }

    private static void putSize(Map<String, Object> map, long size) {
        if (size >= 0) {
            map.put(SIZE, size);
        }
    }

    private static Map<String, Object> identified(int number, @Nullable String uniqueId) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(NUMBER, number);
        if (uniqueId != null) {
            map.put(UID, uniqueId);
        }
        return map;
    }
}
