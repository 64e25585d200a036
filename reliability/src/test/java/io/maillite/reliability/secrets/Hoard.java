package io.maillite.reliability.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Secrets, and whether a text gives one away: {@value #GRAM} characters in a row of it are enough, in any letter case,
 * in clear or escaped, in base64 wherever it stands in something longer, in hex.
 */
final class Hoard {
    static final int GRAM = 10;

    private static final int BASE = 1_000_003;

    private final Map<Integer, Map<String, String>> grams = new HashMap<>();
    private final List<String> kept = new ArrayList<>();

    /**
     * Keeps a secret in all its forms.
     *
     * @param name what it is, for whoever finds it
     */
    synchronized void keep(String name, String secret) {
        if (secret.length() < GRAM) {
            throw new IllegalArgumentException("A secret of fewer than " + GRAM + " characters is not looked for");
        }
        if (kept.contains(secret)) {
            return;
        }
        kept.add(secret);
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        keepForm(name, secret);
        keepForm(name + ", octets as characters", new String(octets, StandardCharsets.ISO_8859_1));
        keepForm(
                name + " in XML",
                secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        keepForm(name + " in JSON", secret.replace("\\", "\\\\").replace("\"", "\\\""));
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        keepForm(name + " in percent-encoding", encoded);
        keepForm(name + " in percent-encoding", encoded.replace("+", "%20"));
        keepForm(name + " in hex", HexFormat.of().formatHex(octets));
        for (int before = 0; before < 3; before++) {
            String base64 = base64Within(octets, before);
            keepForm(name + " in base64", base64);
            keepForm(name + " in base64", base64.replace('+', '-').replace('/', '_'));
        }
    }

    /** Keeps a text as it is. */
    synchronized void keepForm(String name, String text) {
        String form = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i + GRAM <= form.length(); i++) {
            String gram = form.substring(i, i + GRAM);
            grams.computeIfAbsent(hash(gram), hash -> new HashMap<>()).putIfAbsent(gram, name);
        }
    }

    /** What is the same in base64 whatever stands around these octets, behind {@code before} others. */
    private static String base64Within(byte[] octets, int before) {
        byte[] all = new byte[before + octets.length];
        System.arraycopy(octets, 0, all, before, octets.length);
        return Base64.getEncoder().encodeToString(all).substring((before * 8 + 5) / 6, all.length * 8 / 6);
    }

    private static int hash(String gram) {
        int hash = 0;
        for (int i = 0; i < GRAM; i++) {
            hash = hash * BASE + gram.charAt(i);
        }
        return hash;
    }

    /** How many secrets are looked for. */
    synchronized int size() {
        return kept.size();
    }

    /** The secrets that the text gives away, each with what stands around it. */
    synchronized List<String> found(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        int first = 1;
        for (int i = 1; i < GRAM; i++) {
            first *= BASE;
        }
        int hash = 0;
        for (int i = 0; i < lower.length(); i++) {
            if (i >= GRAM) {
                hash -= first * lower.charAt(i - GRAM);
            }
            hash = hash * BASE + lower.charAt(i);
            Map<String, String> candidates = i < GRAM - 1 ? null : grams.get(hash);
            if (candidates != null) {
                int from = i - GRAM + 1;
                String name = candidates.get(lower.substring(from, i + 1));
                if (name != null && found.size() < 100) {
                    found.add(name + ": …"
                            + text.substring(Math.max(0, from - 120), Math.min(text.length(), i + 40))
                                    .replace('\n', ' ')
                            + "…");
                    i += 200; // one is enough of the same place
                    hash = 0;
                    for (int back = Math.max(0, i - GRAM + 1); back <= i && i < lower.length(); back++) {
                        hash = hash * BASE + lower.charAt(back);
                    }
                }
            }
        }
        return found;
    }
}
