package io.maillite.camel.smtp;

import io.maillite.camel.support.watch.Countable;
import java.util.Locale;

/** What is counted of what is sent. Of the six that start with "messages" each message is one. */
public enum SendCount implements Countable {
    MESSAGES_DELIVERED("messagesDelivered", "Messages that the server accepted for all recipients"),
    MESSAGES_DELIVERED_PARTLY(
            "messagesDeliveredPartly", "Messages that the server accepted for some recipients and not for others"),
    MESSAGES_REFUSED_FOR_NOW("messagesRefusedForNow", "Messages that nobody got, and that may be sent again"),
    MESSAGES_REFUSED_FOR_GOOD(
            "messagesRefusedForGood", "Messages that nobody got, and that the server or the protocol will never take"),
    MESSAGES_FAILED("messagesFailed", "Messages that nobody got because the login, TLS or the protocol failed"),
    MESSAGES_IN_DOUBT("messagesInDoubt", "Messages of which nobody knows whether they were delivered"),
    RECIPIENTS_ACCEPTED("recipientsAccepted", "Recipients for whom the server accepted a message"),
    RECIPIENTS_REFUSED("recipientsRefused", "Recipients for whom the server refused a message"),
    RECIPIENTS_IN_DOUBT("recipientsInDoubt", "Recipients of whom nobody knows whether they got a message"),
    RECIPIENTS_NOT_SENT("recipientsNotSent", "Recipients to whom a message was not sent, through no fault of theirs");

    private final String key;
    private final String description;

    SendCount(String key, String description) {
        this.key = key;
        this.description = description;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String description() {
        return description;
    }

    /** All but the first word, as a meter's tag: {@code in_doubt}. */
    String tag() {
        return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT);
    }
}
