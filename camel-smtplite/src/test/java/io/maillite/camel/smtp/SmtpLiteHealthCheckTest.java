package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import java.util.Collection;
import java.util.List;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.Test;

class SmtpLiteHealthCheckTest {

    private static List<HealthCheck.Result> results(RouteToSink route) {
        Collection<HealthCheck.Result> all = HealthCheckHelper.invoke(route.context);
        return all.stream()
                .filter(result -> result.getCheck() instanceof SmtpLiteHealthCheck)
                .toList();
    }

    @Test
    void offUnlessAskedFor() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            assertThat(results(route)).isEmpty();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void connectsAndSaysNoop() throws Exception {
        SinkServer server = SinkServer.start();
        try (RouteToSink route = new RouteToSink(server, "")) {
            HealthCheckHelper.getHealthCheckRepository(route.context, "producers", HealthCheckRepository.class)
                    .setEnabled(true);
            route.start();

            assertThat(results(route)).singleElement().satisfies(result -> assertThat(result.getState())
                    .isEqualTo(HealthCheck.State.UP));
            assertThat(server.count("NOOP")).isEqualTo(1);
            assertThat(server.count("QUIT")).isEqualTo(1);

            server.close();
            assertThat(results(route)).singleElement().satisfies(result -> {
                assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(result.getMessage().orElseThrow()).contains("localhost");
            });

            route.context.getRouteController().stopRoute("out");
            assertThat(results(route)).isEmpty();
        } finally {
            server.close();
        }
    }

    /** It is up, though it has no connection to spare for the check. */
    @Test
    void aServerThatTakesNoMoreThanOursIsUp() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "")) {
            HealthCheckHelper.getHealthCheckRepository(route.context, "producers", HealthCheckRepository.class)
                    .setEnabled(true);
            route.start();
            server.faults().when("CONNECT", Fault.replyAndClose("421 4.7.0 too many connections"));
            assertThat(results(route)).singleElement().satisfies(result -> assertThat(result.getState())
                    .isEqualTo(HealthCheck.State.DOWN));

            server.faults().clear();
            assertThat(route.send(RouteToSink.TEXT).getException()).isNull();
            server.faults().when("CONNECT", Fault.replyAndClose("421 4.7.0 too many connections"));
            assertThat(results(route)).singleElement().satisfies(result -> assertThat(result.getState())
                    .isEqualTo(HealthCheck.State.UP));
        }
    }
}
