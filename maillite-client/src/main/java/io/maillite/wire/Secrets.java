package io.maillite.wire;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private final Set<String> forms = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Pattern pattern;

    /** @param secret from now on blotted out; shorter than 3 characters it is not */
    public void keep(String secret) {
        if (secret.length() < MIN_SECRET || !forms.add(secret)) {
            return;
        }
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
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
        pattern = Pattern.compile(
                forms.stream()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
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
        Pattern secret = pattern;
        return secret == null ? text : secret.matcher(text).replaceAll(Matcher.quoteReplacement(BLOT));
    }

    /** The same for a text that may break off within one of them. */
    String blotCut(String text) {
        String clean = blot(text);
        int begun =
                forms.stream().mapToInt(form -> begunAtEnd(clean, form)).max().orElse(0);
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
