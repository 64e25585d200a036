package io.maillite.manual;

import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;

/** What the routes of the pages take from their application. */
final class Beans {
    private Beans() {}

    static void bind(Registry registry) {
        Supplier<String> tokens = () -> "token";
        registry.bind("googleTokens", (Object) tokens);
        registry.bind("orders", Processor.class, (Processor) exchange -> {});
    }
}
