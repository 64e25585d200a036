package io.maillite.pop3;

import io.maillite.sasl.AuthMechanism;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a server can do (RFC 2449 section 5): capability tags and their arguments. */
public final class Pop3Capabilities {
    /** Of a server that says nothing about itself. */
    public static final Pop3Capabilities NONE = new Pop3Capabilities(List.of());

    private final Map<String, List<String>> tags;

    Pop3Capabilities(List<String> lines) {
        Map<String, List<String>> parsed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            String[] words = line.strip().split("[ \t]+");
            if (!words[0].isEmpty()) {
                parsed.computeIfAbsent(words[0].toUpperCase(Locale.ROOT), tag -> new ArrayList<>())
                        .addAll(Arrays.asList(words).subList(1, words.length));
            }
        }
        parsed.replaceAll((tag, arguments) -> List.copyOf(arguments));
        tags = Collections.unmodifiableMap(parsed);
    }

    /** Each tag and its arguments; the tags in any letter case. */
    public Map<String, List<String>> asMap() {
        return tags;
    }

    /** Whether the server can do this. */
    public boolean has(String tag) {
        return tags.containsKey(tag);
    }

    /** The arguments of a tag; none if it is not there. */
    public List<String> arguments(String tag) {
        return tags.getOrDefault(tag, List.of());
    }

    /** The mechanisms of {@code SASL} that are known here. */
    public Set<AuthMechanism> saslMechanisms() {
        Set<AuthMechanism> known = EnumSet.noneOf(AuthMechanism.class);
        for (AuthMechanism mechanism : AuthMechanism.values()) {
            if (mechanism.isSasl() && arguments("SASL").stream().anyMatch(mechanism.protocolName()::equalsIgnoreCase)) {
                known.add(mechanism);
            }
        }
        return known;
    }

    /** {@code LOGIN-DELAY}: the least time between two logins (RFC 2449 section 6.5). */
    public Optional<Duration> loginDelay() {
        return number("LOGIN-DELAY").map(Duration::ofSeconds);
    }

    /**
     * {@code EXPIRE}: how long a message is kept after it was retrieved (RFC 2449 section 6.7); empty if the server
     * does not say.
     */
    public Optional<Expiry> expire() {
        List<String> arguments = arguments("EXPIRE");
        boolean perUser = arguments.size() > 1 && arguments.get(1).equalsIgnoreCase("USER");
        if (!arguments.isEmpty() && arguments.get(0).equalsIgnoreCase("NEVER")) {
            return Optional.of(new Expiry(Optional.empty(), perUser));
        }
        return number("EXPIRE").map(days -> new Expiry(Optional.of(Duration.ofDays(days)), perUser));
    }

    /**
     * The server's policy on old messages.
     *
     * @param after how long a message is kept; empty: for ever
     * @param perUser whether it differs between users, and is known only after the login
     */
    public record Expiry(Optional<Duration> after, boolean perUser) {}

    /** {@code IMPLEMENTATION}: what the server calls itself. */
    public Optional<String> implementation() {
        return has("IMPLEMENTATION") ? Optional.of(String.join(" ", arguments("IMPLEMENTATION"))) : Optional.empty();
    }

    private Optional<Long> number(String tag) {
        List<String> arguments = arguments(tag);
        return arguments.isEmpty() || !arguments.get(0).matches("\\d{1,9}")
                ? Optional.empty()
                : Optional.of(Long.valueOf(arguments.get(0)));
    }

    @Override
    public String toString() {
        return tags.toString();
    }
}
