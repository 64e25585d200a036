package io.maillite.pop3;

import io.maillite.sasl.AuthMechanism;
import io.maillite.wire.Keywords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a server can do (RFC 2449 section 5): capability tags and their arguments. */
public final class Pop3Capabilities {
    /** Of a server that says nothing about itself. */
    public static final Pop3Capabilities NONE = new Pop3Capabilities(List.of());

    private final List<String> lines;
    private final Map<String, List<String>> tags;

    Pop3Capabilities(List<String> lines) {
        this.lines = lines;
        tags = Keywords.of(lines);
    }

    /** What these lines say: what the server said before, if they are the same. */
    static Pop3Capabilities of(List<String> lines, Pop3Capabilities before) {
        return before.lines.equals(lines) ? before : new Pop3Capabilities(lines);
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
        return AuthMechanism.among(arguments("SASL"));
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
    public record Expiry(Optional<Duration> after, boolean perUser) {
        /** Whether what was retrieved is deleted at {@code QUIT}, marked or not. */
        public boolean isAtOnce() {
            return after.filter(Duration::isZero).isPresent();
        }
    }

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
