package io.maillite.smtp;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a message goes and where it comes from (RFC 5321 section 2.3.1): it directs the transport, and has nothing to
 * do with the header of the message. It is checked when it is sent, because what is legal depends on the server.
 *
 * @param reversePath an address, or {@code <>} for the null sender
 * @param recipients addresses, each once, in order; of those that differ in the letter case of the domain the first
 * @param mailParameters ESMTP parameters of {@code MAIL}, by name; the value is empty where the name is all
 * @param recipientParameters ESMTP parameters of {@code RCPT}, for each recipient
 * @param singleRecipientParameters ESMTP parameters of {@code RCPT} for single recipients, on top of those
 */
public record Envelope(
        String reversePath,
        List<String> recipients,
        Map<String, String> mailParameters,
        Map<String, String> recipientParameters,
        Map<String, Map<String, String>> singleRecipientParameters) {

    /** The null sender, of messages that nobody may answer: reports and notices. */
    public static final String NULL_SENDER = "<>";

    /** Takes out repeated recipients, and copies. */
    public Envelope {
        recipients = once(recipients);
        mailParameters = byName(mailParameters);
        recipientParameters = byName(recipientParameters);
        singleRecipientParameters = byRecipient(singleRecipientParameters, recipients);
    }

    /**
     * Checks what stands where an address has to, without knowing the server that it will go to.
     *
     * @param address an address
     * @throws IllegalArgumentException if no server could take it
     */
    public static void requireAddress(String address) {
        try {
            SmtpAddress.parse(address);
        } catch (SmtpAddress.Malformed e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Checks the parameters, without knowing the server that they will go to.
     *
     * @throws IllegalArgumentException if no server could take them
     */
    public void requireParameters() {
        try {
            EsmtpParameters.requireLegal(EsmtpParameters.Verb.MAIL, mailParameters);
            EsmtpParameters.requireLegal(EsmtpParameters.Verb.RCPT, recipientParameters);
            for (Map<String, String> parameters : singleRecipientParameters.values()) {
                EsmtpParameters.requireLegal(EsmtpParameters.Verb.RCPT, parameters);
            }
        } catch (EsmtpParameters.Unusable e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static List<String> once(List<String> recipients) {
        if (recipients.size() == 1) {
            return List.of(recipients.get(0).strip());
        }
        Map<String, String> once = new LinkedHashMap<>();
        for (String recipient : recipients) {
            String address = recipient.strip();
            once.putIfAbsent(mailbox(address), address);
        }
        return List.copyOf(once.values());
    }

    /** The letter case of a domain says nothing, that of a local part may (RFC 5321 section 2.4). */
    static String mailbox(String address) {
        int domain = address.lastIndexOf('@') + 1;
        return address.substring(0, domain) + address.substring(domain).toLowerCase(Locale.ROOT);
    }

    /** By the recipients' own spelling; of others by theirs. */
    private static Map<String, Map<String, String>> byRecipient(
            Map<String, Map<String, String>> singles, List<String> recipients) {
        if (singles.isEmpty()) {
            return Map.of();
        }
        Map<String, String> spelt = new HashMap<>();
        recipients.forEach(recipient -> spelt.put(mailbox(recipient), recipient));
        Map<String, Map<String, String>> byRecipient = new LinkedHashMap<>();
        singles.forEach((recipient, parameters) -> {
            String address = recipient.strip();
            byRecipient.putIfAbsent(spelt.getOrDefault(mailbox(address), address), byName(parameters));
        });
        return Collections.unmodifiableMap(byRecipient);
    }

    private static Map<String, String> byName(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return Map.of();
        }
        Map<String, String> byName = new TreeMap<>();
        parameters.forEach((name, value) -> byName.put(name.strip().toUpperCase(Locale.ROOT), value));
        return Collections.unmodifiableMap(byName);
    }

    /**
     * An envelope without parameters.
     *
     * @param reversePath an address, or {@link #NULL_SENDER}
     * @param recipients addresses
     */
    public static Envelope of(String reversePath, Collection<String> recipients) {
        return new Envelope(reversePath, List.copyOf(recipients), Map.of(), Map.of(), Map.of());
    }

    /**
     * An envelope without parameters.
     *
     * @param reversePath an address, or {@link #NULL_SENDER}
     * @param recipients addresses
     */
    public static Envelope of(String reversePath, String... recipients) {
        return of(reversePath, List.of(recipients));
    }

    /** With these parameters of {@code MAIL}: {@code RET}, {@code ENVID}, {@code REQUIRETLS} … with values as meant. */
    public Envelope withMailParameters(Map<String, String> parameters) {
        return new Envelope(reversePath, recipients, parameters, recipientParameters, singleRecipientParameters);
    }

    /**
     * With these parameters of {@code RCPT} for each recipient: {@code NOTIFY}, {@code ORCPT} … with values as meant.
     */
    public Envelope withRecipientParameters(Map<String, String> parameters) {
        return new Envelope(reversePath, recipients, mailParameters, parameters, singleRecipientParameters);
    }

    /** With these parameters of {@code RCPT} for single recipients: by address, on top of those for each. */
    public Envelope withSingleRecipientParameters(Map<String, Map<String, String>> parameters) {
        return new Envelope(reversePath, recipients, mailParameters, recipientParameters, parameters);
    }

    /** The same for these recipients. */
    public Envelope withRecipients(Collection<String> recipients) {
        return new Envelope(
                reversePath, List.copyOf(recipients), mailParameters, recipientParameters, singleRecipientParameters);
    }

    /** The same for some of its recipients alone, without the parameters of the others. */
    public Envelope forSome(Collection<String> some) {
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>(singleRecipientParameters);
        parameters.keySet().retainAll(some);
        return withRecipients(some).withSingleRecipientParameters(parameters);
    }

    Map<String, String> parametersOf(String recipient) {
        if (singleRecipientParameters.isEmpty()) {
            return recipientParameters;
        }
        Map<String, String> parameters = new TreeMap<>(recipientParameters);
        parameters.putAll(singleRecipientParameters.getOrDefault(recipient, Map.of()));
        return parameters;
    }
}
