package io.maillite.smtp;

import io.maillite.sasl.AuthMechanism;
import io.maillite.wire.Keywords;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What a server says that it can do, in answer to {@code EHLO} or {@code LHLO}: keywords and their parameters. */
public final class SmtpCapabilities {
    /** Of a server that knows {@code HELO} alone. */
    public static final SmtpCapabilities NONE = new SmtpCapabilities(List.of());

    private static final String OLD_AUTH = "AUTH=";

    private final Map<String, List<String>> keywords;
    private final OptionalLong maxSize;
    private final OptionalInt maxRecipients;
    private final OptionalInt maxTransactions;
    private final OptionalInt maxRecipientDomains;

    /** @param lines the lines of the reply behind the first, which names the server */
    SmtpCapabilities(List<String> lines) {
        keywords = Keywords.of(lines.stream().map(SmtpCapabilities::auth).toList());
        OptionalLong size = number(parameters("SIZE"), 0);
        maxSize = size.orElse(0) > 0 ? size : OptionalLong.empty(); // 0: no fixed maximum
        maxRecipients = limit("RCPTMAX");
        maxTransactions = limit("MAILMAX");
        maxRecipientDomains = limit("RCPTDOMAINMAX");
    }

    /** {@code AUTH=LOGIN}, with the sign, is a form of before RFC 2554 that is still heard beside the other. */
    private static String auth(String line) {
        String word = line.strip();
        return word.regionMatches(true, 0, OLD_AUTH, 0, OLD_AUTH.length())
                ? "AUTH " + word.substring(OLD_AUTH.length())
                : word;
    }

    /** Each keyword and its parameters; the keywords in any letter case. */
    public Map<String, List<String>> asMap() {
        return keywords;
    }

    /** Whether the server can do this. */
    public boolean has(String keyword) {
        return keywords.containsKey(keyword);
    }

    /** The parameters of a keyword; none if it is not there. */
    public List<String> parameters(String keyword) {
        return keywords.getOrDefault(keyword, List.of());
    }

    /** The mechanisms of {@code AUTH} that are known here. */
    public Set<AuthMechanism> saslMechanisms() {
        return AuthMechanism.among(parameters("AUTH"));
    }

    /** {@code SIZE}: the largest message that the server takes (RFC 1870); empty if it names none. */
    public OptionalLong maxSize() {
        return maxSize;
    }

    /** {@code LIMITS RCPTMAX}: the most recipients of one transaction (RFC 9422). */
    public OptionalInt maxRecipients() {
        return maxRecipients;
    }

    /** {@code LIMITS MAILMAX}: the most transactions of one session (RFC 9422). */
    public OptionalInt maxTransactions() {
        return maxTransactions;
    }

    /** {@code LIMITS RCPTDOMAINMAX}: the most domains of one transaction's recipients (RFC 9422). */
    public OptionalInt maxRecipientDomains() {
        return maxRecipientDomains;
    }

    private OptionalInt limit(String name) {
        return keywords.getOrDefault("LIMITS", List.of()).stream()
                .map(limit -> limit.split("=", 2))
                .filter(limit -> limit.length == 2 && limit[0].equalsIgnoreCase(name))
                .filter(limit -> limit[1].matches("0*[1-9]\\d{0,5}"))
                .mapToInt(limit -> Integer.parseInt(limit[1]))
                .findFirst();
    }

    /** The number at this place of a list of parameters, if there is one. */
    static OptionalLong number(List<String> parameters, int index) {
        return index < parameters.size() && parameters.get(index).matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(parameters.get(index)))
                : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return keywords.toString();
    }
}
