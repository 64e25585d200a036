package io.maillite.smtp;

import io.maillite.wire.ServerText;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox as it may stand in a path (RFC 5321 section 4.1.2, RFC 6531 section 3.3): what is safe there, which is a
 * little more than the grammar allows, because such addresses are in use ({@code a..b@example.org}).
 *
 * @param localPart a dot-string or a quoted string; {@code postmaster} may stand alone
 * @param domain a name or an address literal in brackets; empty for {@code postmaster} alone
 * @param plain the whole, where that is a dot-string and a name in US-ASCII: nothing of it needs another look
 */
record SmtpAddress(
        String localPart, String domain, @Nullable String plain) {
    /** An address that cannot be used, and why. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String address, String why) {
            super("The address '" + ServerText.printable(address) + "' cannot be used: " + why);
        }
    }

    /** RFC 5321 section 4.5.3.1.3 allows 254 octets; some are longer. */
    private static final int LONGEST = 1000;

    /** What a dot-string may hold beside letters and digits. */
    private static final String SPECIALS = "!#$%&'*+/=?^`{|}~.";

    private static final Pattern UNQUOTED = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\s()<>\\[\\]:;,@\\\\\"]+");
    /** Without quotes and angle brackets, which no address has, and which not every server reads as a part of it. */
    private static final Pattern LITERAL = Pattern.compile("\\[[!-~&&[^\\[\\]\\\\<>\"]]+]");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

    /** What IDNA 2008 keeps and the JDK's IDNA 2003 maps to something else: the name would be another one. */
    private static final Pattern DEVIATING = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    static SmtpAddress parse(String address) throws Malformed {
        String text = ServerText.stripped(address);
        int plain = placeOfAtInPlain(text);
        if (plain > 0) {
            return new SmtpAddress(text.substring(0, plain), text.substring(plain + 1), text);
        }
        requireWellFormed(text);
        int at = text.lastIndexOf('@');
        if (at < 0) {
            if (text.equalsIgnoreCase("postmaster")) {
                return new SmtpAddress(text, "", null);
            }
            throw new Malformed(text, text.isEmpty() ? "it is empty" : "it has no '@' and no domain");
        }
        SmtpAddress parsed = new SmtpAddress(text.substring(0, at), text.substring(at + 1), null);
        parsed.requireSafe(text);
        return parsed;
    }

    /**
     * Where the {@code @} stands in an address as nearly all are, in one look at each character: a dot-string and a
     * name (RFC 5321 section 4.1.2). 0 or less if it is of another kind, which need not be wrong.
     */
    private static int placeOfAtInPlain(String text) {
        int at = -1;
        boolean inLabel = false;
        int length = text.length() > LONGEST ? 0 : text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isOfName(c)) {
                inLabel = true;
            } else if (at < 0 && c == '@') {
                at = i;
                inLabel = false;
            } else if (at < 0 ? SPECIALS.indexOf(c) < 0 : c != '.' || !inLabel) {
                return -1;
            } else {
                inLabel = false;
            }
        }
        return at + 1 < length ? at : -1;
    }

    private static void requireWellFormed(String text) throws Malformed {
        if (text.length() > LONGEST) {
            throw new Malformed(text, "it is longer than " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                throw new Malformed(text, String.format("it holds the control character U+%04X", c));
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new Malformed(text, "it holds half a character");
            }
        }
    }

    private void requireSafe(String text) throws Malformed {
        if (!isDotString(localPart) && !UNQUOTED.matcher(localPart).matches() && !isQuoted(localPart)) {
            throw new Malformed(
                    text,
                    "what stands before the '@' holds spaces, angle brackets or the like. Give the address alone,"
                            + " without a name");
        }
        if (!isLiteral() && !isName(domain)) {
            if (isAscii(domain)) {
                throw new Malformed(text, "'" + ServerText.printable(domain) + "' is no domain");
            }
            // what the JDK cannot turn into A-labels is left out of that, and all around it is checked
            asciiDomain(DEVIATING.matcher(domain).replaceAll("x"));
        }
    }

    /** As most are (RFC 5321 section 4.1.2): a pattern would take longer to say so. */
    private static boolean isDotString(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isOfName(c) && SPECIALS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Looked at by hand, as the next: a pattern would go as deep into the stack as the text is long. */
    private static boolean isQuoted(String text) {
        if (text.length() < 2
                || text.charAt(0) != '"'
                || INVISIBLE.matcher(text).find()) {
            return false;
        }
        int last = text.length() - 1;
        int i = 1;
        while (i < last && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i == last && text.charAt(last) == '"';
    }

    /** Labels with dots between them; one more may stand at the end. */
    private static boolean isName(String text) {
        boolean inLabel = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDot = c == '.';
            if (isDot ? !inLabel : !isOfName(c)) {
                return false;
            }
            inLabel = !isDot;
        }
        return !text.isEmpty();
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private boolean isLiteral() {
        return domain.startsWith("[") && LITERAL.matcher(domain).matches();
    }

    /** Whether only {@code SMTPUTF8} can carry it. */
    boolean needsUtf8() {
        return plain == null
                && (!isAscii(localPart)
                        || (!isAscii(domain) && DEVIATING.matcher(domain).find()));
    }

    /** Why {@link #needsUtf8()}. */
    String whyUtf8() {
        return isAscii(localPart)
                ? "its domain holds a character that the JDK would turn into another name"
                : "what stands before the '@' is not US-ASCII";
    }

    /** As it goes over the wire in US-ASCII: an internationalised domain as A-labels (RFC 5890). */
    String ascii() throws Malformed {
        if (plain != null) {
            return plain;
        }
        return domain.isEmpty() ? localPart : localPart + "@" + asciiDomain();
    }

    /** As it goes over the wire with {@code SMTPUTF8}. */
    String utf8() {
        return domain.isEmpty() ? localPart : localPart + "@" + domain;
    }

    private String asciiDomain() throws Malformed {
        return isAscii(domain) ? domain : asciiDomain(domain);
    }

    private String asciiDomain(String unicode) throws Malformed {
        try {
            String labels = IDN.toASCII(unicode, IDN.USE_STD3_ASCII_RULES);
            if (isName(labels)) {
                return labels;
            }
        } catch (IllegalArgumentException e) {
            // said below, in the user's words
        }
        throw new Malformed(utf8(), "'" + ServerText.printable(domain) + "' is no domain, internationalised or not");
    }

    /** What stands for the domain when domains are counted. */
    Optional<String> countedDomain() {
        return domain.isEmpty() ? Optional.empty() : Optional.of(domain.toLowerCase(Locale.ROOT));
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
