package io.maillite.camel.pop3;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The message headers that {@code pop3lite} sets, and those that tell a producer what to do. */
public final class Pop3LiteHeaders {
    @Metadata(
            label = "common",
            description = "The unique-id that the server gave the message. Names the message to a producer.",
            javaType = "String")
    public static final String UID = "CamelPop3LiteUid";

    @Metadata(
            label = "common",
            description = "The number of the message in the session that fetched it. Names the message to a producer,"
                    + " where there is no unique-id; numbers hold for one session only.",
            javaType = "int")
    public static final String MESSAGE_NUMBER = "CamelPop3LiteMessageNumber";

    @Metadata(label = "common", description = "The size of the message: the octets received.", javaType = "long")
    public static final String SIZE = "CamelPop3LiteSize";

    @Metadata(
            label = "common",
            description = "The mail's own header fields by name, in any letter case: unfolded and decoded. A field that"
                    + " is repeated is a list.",
            javaType = "java.util.Map<String, Object>")
    public static final String HEADERS = "CamelPop3LiteHeaders";

    @Metadata(
            label = "common",
            description = "When the mail says that it was written (Date), in milliseconds; absent if it doesn't.",
            javaType = "long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    @Metadata(
            label = "producer",
            description = "What to do, in place of the option operation.",
            javaType = "io.maillite.camel.pop3.Pop3Operation")
    public static final String OPERATION = "CamelPop3LiteOperation";

    private Pop3LiteHeaders() {}
}
