package io.maillite.camel.pop3;

import org.apache.camel.spi.Metadata;

/** The message headers that {@code pop3lite} sets. */
public final class Pop3LiteHeaders {
    @Metadata(label = "consumer", description = "The unique-id that the server gave the message.", javaType = "String")
    public static final String UID = "CamelPop3LiteUid";

    @Metadata(
            label = "consumer",
            description = "The number of the message in the session that fetched it.",
            javaType = "int")
    public static final String MESSAGE_NUMBER = "CamelPop3LiteMessageNumber";

    @Metadata(label = "consumer", description = "The size of the message: the octets received.", javaType = "long")
    public static final String SIZE = "CamelPop3LiteSize";

    private Pop3LiteHeaders() {}
}
