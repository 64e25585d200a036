package io.maillite.wire;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and must not be shown, and so is blotted out of whatever a peer says: in clear, in base64 (alone or
 * within something longer), in hex and percent-encoded, in any letter case. For any threads.
 */
public final class Secrets {
    private static final String BLOT = "***";
    /** Something shorter would be found everywhere, and its blots would give it away. */
    private static final int MIN_SECRET = 3;

    private static final int MIN_FORM = 4;
    private static final int ASCII = 128;

    private final Set<String> kept = new HashSet<>();
    /** Of all that are kept; made when a text is looked at. */
    private volatile @Nullable Forms forms = Forms.NONE;

    /**
     * In which secrets may stand in a text.
     *
     * @param longestFirst all of them
     * @param firsts of US-ASCII, those that one of them begins with
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Forms(String[] longestFirst, boolean[] firsts) {
        static final Forms NONE = new Forms(new String[0], new boolean[0]);

        static Forms of(Set<String> secrets) {
            Set<String> all = new HashSet<>();
            for (String secret : secrets) {
                addForms(secret, all);
            }
            String[] longestFirst = all.toArray(String[]::new);
            Arrays.sort(longestFirst, Comparator.comparing(String::length).reversed());
            return new Forms(longestFirst, firstsOf(longestFirst));
        }
    }

    /** @param secret from now on blotted out; shorter than 3 characters it is not */
    public synchronized void keep(String secret) {
        if (secret.length() >= MIN_SECRET && kept.add(secret)) {
            forms = null;
        }
    }

    private Forms forms() {
        Forms known = forms;
        return known == null ? makeForms() : known;
    }

    private synchronized Forms makeForms() {
        Forms made = Forms.of(kept);
        forms = made;
        return made;
    }

    private static void addForms(String secret, Set<String> forms) {
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(new String(octets, StandardCharsets.ISO_8859_1)); // as who takes octets for characters sees it
        forms.add(HexFormat.of().formatHex(octets));
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        for (int before = 0; before < 3; before++) {
            String base64 = base64Within(octets, before);
            if (base64.length() >= MIN_FORM) {
                forms.add(base64);
            }
        }
    }

    private static boolean[] firstsOf(String[] forms) {
        boolean[] firsts = new boolean[ASCII];
        for (String form : forms) {
            char first = form.charAt(0);
            char upper = Character.toUpperCase(first);
            // the lower case of the upper is not always the first: there are a long s, and an i without a dot
            for (char c : new char[] {first, upper, Character.toLowerCase(first), Character.toLowerCase(upper)}) {
                if (c < ASCII) {
                    firsts[c] = true;
                }
            }
        }
        return firsts;
    }

    /** What of the base64 of these octets is the same whatever stands around them, behind {@code before} others. */
    private static String base64Within(byte[] octets, int before) {
        byte[] all = new byte[before + octets.length];
        System.arraycopy(octets, 0, all, before, octets.length);
        String base64 = Base64.getEncoder().encodeToString(all);
        return base64.substring((before * 8 + 5) / 6, all.length * 8 / 6);
    }

    /** The text without them, fit to be shown as {@link ServerText#printable} makes it. */
    public String printable(String text) {
        String clean = ServerText.withoutControls(blot(text));
        return ServerText.cut(clean.equals(text) ? clean : blot(clean));
    }

    /** The same for a text that may break off within one of them. */
    String printableCut(String text) {
        return ServerText.cut(blotCut(ServerText.withoutControls(blot(text))));
    }

    /** Whether an exception, a cause of it or what was suppressed would show one of them where it is printed. */
    public boolean areIn(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed, true));
        String text = printed.toString();
        return !blot(text).equals(text);
    }

    /** The text without them. */
    String blot(String text) {
        Forms known = forms();
        if (known.longestFirst().length == 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < text.length(); ) {
            int length = lengthAt(text, i, known);
            if (length > 0) {
                clean.append(text, shown, i).append(BLOT);
                shown = i + length;
            }
            i += Math.max(1, length);
        }
        return shown == 0 ? text : clean.append(text, shown, text.length()).toString();
    }

    /** How long the secret is that begins there; 0 if none does. */
    private static int lengthAt(String text, int at, Forms known) {
        char first = text.charAt(at);
        if (first >= ASCII || known.firsts()[first]) {
            for (String form : known.longestFirst()) {
                if (text.regionMatches(true, at, form, 0, form.length())) {
                    return form.length();
                }
            }
        }
        return 0;
    }

    /** The same for a text that may break off within one of them. */
    String blotCut(String text) {
        String clean = blot(text);
        int begun = 0;
        for (String form : forms().longestFirst()) {
            begun = Math.max(begun, begunAtEnd(clean, form));
        }
        return begun == 0 ? clean : clean.substring(0, clean.length() - begun) + BLOT;
    }

    private static int begunAtEnd(String text, String form) {
        for (int length = Math.min(text.length(), form.length() - 1); length >= MIN_SECRET; length--) {
            if (text.regionMatches(true, text.length() - length, form, 0, length)) {
                return length;
            }
        }
        return 0;
    }
}
