package io.maillite.smtp;

import io.maillite.wire.ServerText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ESMTP parameters of {@code MAIL} and {@code RCPT} (RFC 5321 section 4.1.2): from values as they are meant to values
 * as they are sent, if the server knows the keyword and the value is one.
 */
final class EsmtpParameters {
    /** A parameter that cannot be sent, and why. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String name, String why) {
            super("The ESMTP parameter " + ServerText.printable(name) + " cannot be sent: " + why);
        }
    }

    /** The command that a parameter belongs to. */
    enum Verb {
        MAIL,
        RCPT
    }

    private static final Set<String> OURS = Set.of("SIZE", "BODY", "SMTPUTF8");
    private static final Set<String> OF_MAIL = Set.of(
            "RET", "ENVID", "REQUIRETLS", "BY", "HOLDFOR", "HOLDUNTIL", "MT-PRIORITY", "AUTH", "MTRK", "SOLICIT");
    private static final Set<String> OF_RCPT = Set.of("NOTIFY", "ORCPT", "RRVS");
    private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]*");
    /** RFC 5321 section 4.1.2, and RFC 6531 section 3.3 for what is not US-ASCII. */
    private static final Pattern VALUE = Pattern.compile("[!-<>-~]+");

    private static final Pattern BY = Pattern.compile("(-?\\d{1,9});([NR])(T?)");
    private static final int MAX_ENVID = 100;

    private final SmtpCapabilities capabilities;
    private final boolean underTls;

    EsmtpParameters(SmtpCapabilities capabilities, boolean underTls) {
        this.capabilities = capabilities;
        this.underTls = underTls;
    }

    /** Appends them as they stand behind the path of a command: each with a space in front. */
    void encode(Verb verb, Map<String, String> parameters, StringBuilder out) throws Unusable {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            out.append(' ').append(parameter.getKey());
            String value = encode(verb, parameter.getKey(), parameter.getValue());
            if (!value.isEmpty()) {
                out.append('=').append(value);
            }
        }
    }

    private String encode(Verb verb, String name, String value) throws Unusable {
        requirePlace(verb, name);
        requireOffered(name);
        return legal(name, value);
    }

    /** Whether there may be a server that takes them. */
    static void requireLegal(Verb verb, Map<String, String> parameters) throws Unusable {
        EsmtpParameters ofAnyServer = new EsmtpParameters(SmtpCapabilities.NONE, false);
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            requirePlace(verb, parameter.getKey());
            ofAnyServer.legal(parameter.getKey(), parameter.getValue());
        }
    }

    private String legal(String name, String value) throws Unusable {
        String encoded = encoded(name, value);
        if (!encoded.isEmpty() && !VALUE.matcher(encoded).matches()) {
            throw new Unusable(name, "'" + ServerText.printable(value) + "' holds what no value may hold");
        }
        return encoded;
    }

    private static void requirePlace(Verb verb, String name) throws Unusable {
        if (!KEYWORD.matcher(name).matches()) {
            throw new Unusable(name, "this is no keyword");
        }
        if (OURS.contains(name)) {
            throw new Unusable(name, "it follows from the message and is set by itself");
        }
        if (verb == Verb.MAIL && OF_RCPT.contains(name)) {
            throw new Unusable(name, "it belongs to recipients: give it as a recipient parameter");
        }
        if (verb == Verb.RCPT && OF_MAIL.contains(name)) {
            throw new Unusable(name, "it belongs to the whole message: give it as a mail parameter");
        }
    }

    private void requireOffered(String name) throws Unusable {
        String keyword =
                switch (name) {
                    case "RET", "ENVID", "NOTIFY", "ORCPT" -> "DSN";
                    case "BY" -> "DELIVERBY";
                    case "HOLDFOR", "HOLDUNTIL" -> "FUTURERELEASE";
                    case "SOLICIT" -> "NO-SOLICITING";
                    default -> name;
                };
        if (!capabilities.has(keyword)) {
            throw new Unusable(name, "the server does not offer " + keyword);
        }
        if (name.equals("REQUIRETLS") && !underTls) {
            throw new Unusable(name, "the connection is not under TLS itself (RFC 8689 section 2)");
        }
    }

    private String encoded(String name, String value) throws Unusable {
        return switch (name) {
            case "RET" -> oneOf(name, value, "FULL", "HDRS");
            case "ENVID" -> envid(value);
            case "REQUIRETLS" -> none(name, value);
            case "BY" -> by(value);
            case "HOLDFOR" -> holdFor(value);
            case "HOLDUNTIL" -> holdUntil(value);
            case "MT-PRIORITY" -> priority(value);
            case "AUTH" -> value.equals(Envelope.NULL_SENDER) ? value : Xtext.encode(required(name, value));
            case "NOTIFY" -> notify(value);
            case "ORCPT" -> originalRecipient(value);
            default -> value;
        };
    }

    /** RFC 3461 section 4.4. */
    private static String envid(String value) throws Unusable {
        String encoded = Xtext.encode(required("ENVID", value));
        if (encoded.length() > MAX_ENVID || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new Unusable("ENVID", "it is at most " + MAX_ENVID + " printable characters of US-ASCII");
        }
        return encoded;
    }

    /** RFC 3461 section 4.1. */
    private static String notify(String value) throws Unusable {
        List<String> when = Arrays.stream(
                        required("NOTIFY", value).toUpperCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .toList();
        boolean legal = when.equals(List.of("NEVER"))
                || Set.of("SUCCESS", "FAILURE", "DELAY").containsAll(when);
        if (!legal) {
            throw new Unusable("NOTIFY", "it is NEVER, or SUCCESS, FAILURE and DELAY with commas between them");
        }
        return String.join(",", when);
    }

    /** RFC 3461 section 4.2: an address type and an address. Without a type it is one of RFC 822. */
    private static String originalRecipient(String value) throws Unusable {
        int semicolon = required("ORCPT", value).indexOf(';');
        String type = semicolon < 0 ? "rfc822" : value.substring(0, semicolon);
        String address = value.substring(semicolon + 1);
        boolean printable = address.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!type.matches("[A-Za-z0-9-]+") || address.isEmpty() || !printable) {
            throw new Unusable("ORCPT", "it is an address type, a semicolon and an address in US-ASCII");
        }
        return type + ";" + Xtext.encode(address);
    }

    /** RFC 2852 section 4. */
    private String by(String value) throws Unusable {
        Matcher by = BY.matcher(required("BY", value).toUpperCase(Locale.ROOT));
        if (!by.matches()) {
            throw new Unusable("BY", "it is seconds, a semicolon and N or R, with a T behind it for a trace: 120;R");
        }
        long seconds = Long.parseLong(by.group(1));
        boolean mustReturn = by.group(2).equals("R");
        if (mustReturn && seconds <= 0) {
            throw new Unusable("BY", "with R the seconds are more than 0");
        }
        OptionalLong least = SmtpCapabilities.number(capabilities.parameters("DELIVERBY"), 0);
        if (mustReturn && least.isPresent() && seconds < least.getAsLong()) {
            throw new Unusable("BY", "the server wants at least " + least.getAsLong() + " seconds");
        }
        return by.group();
    }

    /** RFC 4865 section 5. */
    private String holdFor(String value) throws Unusable {
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new Unusable("HOLDFOR", "it is a number of seconds, more than 0");
        }
        OptionalLong most = SmtpCapabilities.number(capabilities.parameters("FUTURERELEASE"), 0);
        if (most.isPresent() && Long.parseLong(value) > most.getAsLong()) {
            throw new Unusable("HOLDFOR", "the server holds messages for at most " + most.getAsLong() + " seconds");
        }
        return value;
    }

    /** RFC 4865 section 5: a time in the form of RFC 3339, in UTC. */
    private String holdUntil(String value) throws Unusable {
        Optional<Instant> until = time(value);
        if (until.isEmpty()) {
            throw new Unusable("HOLDUNTIL", "it is a time like 2030-01-31T18:00:00Z");
        }
        List<String> offered = capabilities.parameters("FUTURERELEASE");
        Optional<Instant> latest = offered.size() > 1 ? time(offered.get(1)) : Optional.empty();
        if (latest.isPresent() && until.get().isAfter(latest.get())) {
            throw new Unusable("HOLDUNTIL", "the server holds messages until " + latest.get() + " at most");
        }
        return value;
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** RFC 6710 section 4. */
    private static String priority(String value) throws Unusable {
        if (!value.matches("-?[0-9]")) {
            throw new Unusable("MT-PRIORITY", "it is a number from -9 to 9");
        }
        return value;
    }

    private static String oneOf(String name, String value, String... allowed) throws Unusable {
        String upper = value.toUpperCase(Locale.ROOT);
        if (!List.of(allowed).contains(upper)) {
            throw new Unusable(name, "it is " + String.join(" or ", allowed));
        }
        return upper;
    }

    private static String none(String name, String value) throws Unusable {
        if (!value.isEmpty()) {
            throw new Unusable(name, "it takes no value");
        }
        return value;
    }

    private static String required(String name, String value) throws Unusable {
        if (value.isEmpty()) {
            throw new Unusable(name, "its value is missing");
        }
        return value;
    }
}
