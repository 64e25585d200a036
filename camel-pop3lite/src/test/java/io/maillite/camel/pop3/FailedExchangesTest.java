package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelLogger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is logged of a failure when the route has logged it, and when nobody has. */
class FailedExchangesTest {
    private record Line(String message, @Nullable Throwable stackTrace) {}

    private static final class Lines extends CamelLogger {
        final List<Line> logged = new ArrayList<>();

        @Override
        public void log(String message) {
            logged.add(new Line(message, null));
        }

        @Override
        public void log(String message, Throwable exception) {
            logged.add(new Line(message, exception));
        }
    }

    private static Line logged(boolean withErrorHandler) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(withErrorHandler ? defaultErrorHandler() : noErrorHandler());
                    from("direct:mail").process(exchange -> {
                        throw new IllegalStateException("not this one");
                    });
                }
            });
            context.start();
            Lines lines = new Lines();
            Exchange exchange = context.createProducerTemplate().send("direct:mail", sent -> {});

            new FailedExchanges(context, lines)
                    .handleException("Error processing exchange", exchange, exchange.getException());

            assertThat(lines.logged).hasSize(1);
            return lines.logged.get(0);
        }
    }

    @Test
    void aFailureThatTheErrorHandlerHasSeenIsALine() throws Exception {
        Line line = logged(true);

        assertThat(line.message()).contains("Error processing exchange", "IllegalStateException", "not this one");
        assertThat(line.stackTrace()).isNull();
    }

    @Test
    void oneThatNobodyHasSeenHasItsStackTrace() throws Exception {
        assertThat(logged(false).stackTrace()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void soHasWhatIsNoExchanges() {
        Lines lines = new Lines();
        new FailedExchanges(new DefaultCamelContext(), lines)
                .handleException("The mailbox", new IllegalStateException("no answer"));

        assertThat(lines.logged).singleElement().satisfies(line -> assertThat(line.stackTrace())
                .hasMessage("no answer"));
    }
}
