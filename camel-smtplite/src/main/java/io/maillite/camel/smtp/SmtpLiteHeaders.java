package io.maillite.camel.smtp;

import org.apache.camel.spi.Metadata;

/** The message headers that {@code smtplite} reads and sets. */
public final class SmtpLiteHeaders {
    @Metadata(
            label = "producer",
            description = "The reverse-path of the envelope, before the option from. An empty angle pair is the null"
                    + " sender.",
            javaType = "String")
    public static final String FROM = "CamelSmtpLiteFrom";

    @Metadata(
            label = "producer",
            description = "The recipients of the envelope, before the option to: separated by commas, a collection or"
                    + " an array.",
            javaType = "Object")
    public static final String TO = "CamelSmtpLiteTo";

    @Metadata(
            label = "producer",
            description = "ESMTP parameters of the message, before the option mailParameters.",
            javaType = "Object")
    public static final String MAIL_PARAMETERS = "CamelSmtpLiteMailParameters";

    @Metadata(
            label = "producer",
            description = "ESMTP parameters of the recipients, before the option recipientParameters.",
            javaType = "Object")
    public static final String RECIPIENT_PARAMETERS = "CamelSmtpLiteRecipientParameters";

    @Metadata(label = "producer", description = "The code of the final reply.", javaType = "int")
    public static final String REPLY_CODE = "CamelSmtpLiteReplyCode";

    @Metadata(label = "producer", description = "The enhanced status code of the final reply.", javaType = "String")
    public static final String ENHANCED_STATUS = "CamelSmtpLiteEnhancedStatus";

    @Metadata(label = "producer", description = "The text of the final reply.", javaType = "String")
    public static final String REPLY = "CamelSmtpLiteReply";

    @Metadata(
            label = "producer",
            description = "The recipients that the server accepted.",
            javaType = "java.util.List<String>")
    public static final String ACCEPTED_RECIPIENTS = "CamelSmtpLiteAcceptedRecipients";

    @Metadata(
            label = "producer",
            description = "The recipients that the server refused, with its reply to each.",
            javaType = "java.util.Map<String, String>")
    public static final String REFUSED_RECIPIENTS = "CamelSmtpLiteRefusedRecipients";

    @Metadata(
            label = "producer",
            description = "What became of each element of a batch, in order.",
            javaType = "java.util.List<io.maillite.smtp.SendResult>")
    public static final String RESULTS = "CamelSmtpLiteResults";

    private SmtpLiteHeaders() {}
}
