package io.maillite.camel.smtp;

import io.maillite.smtp.EnhancedStatus;
import io.maillite.smtp.RecipientResults;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/** Puts what became of a message into its headers. */
final class ResultHeaders {
    private static final List<String> ALL = List.of(
            SmtpLiteHeaders.REPLY_CODE,
            SmtpLiteHeaders.ENHANCED_STATUS,
            SmtpLiteHeaders.REPLY,
            SmtpLiteHeaders.ACCEPTED_RECIPIENTS,
            SmtpLiteHeaders.REFUSED_RECIPIENTS);

    private ResultHeaders() {}

    /** What an earlier sending has left there says nothing of this one. */
    static void clear(Message message) {
        if (message.hasHeaders()) {
            ALL.forEach(message::removeHeader);
        }
    }

    static void set(Message message, SendResult result) {
        result.reply().ifPresent(reply -> {
            message.setHeader(SmtpLiteHeaders.REPLY_CODE, reply.code());
            message.setHeader(SmtpLiteHeaders.REPLY, reply.text());
            reply.enhancedStatus()
                    .map(EnhancedStatus::toString)
                    .ifPresent(status -> message.setHeader(SmtpLiteHeaders.ENHANCED_STATUS, status));
        });
        RecipientResults recipients = result.recipients();
        message.setHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS, recipients.accepted());
        message.setHeader(SmtpLiteHeaders.REFUSED_RECIPIENTS, replies(recipients.refused()));
    }

    private static Map<String, String> replies(Map<String, SmtpReply> refused) {
        Map<String, String> replies = new LinkedHashMap<>();
        refused.forEach((recipient, reply) -> replies.put(recipient, reply.toString()));
        return replies;
    }
}
