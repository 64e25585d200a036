package io.maillite.testkit.pop3;

/** A message in a maildrop. Two of them are never equal, even with one unique-id. */
public final class StoredMessage {
    private final String uniqueId;
    private final MessageContent content;

    StoredMessage(String uniqueId, MessageContent content) {
        this.uniqueId = uniqueId;
        this.content = content;
    }

    /** What {@code UIDL} tells. */
    public String uniqueId() {
        return uniqueId;
    }

    /** Its octets. */
    public MessageContent content() {
        return content;
    }
}
