package io.maillite.camel.smtp;

import io.maillite.smtp.SmtpReply;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.MailException;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.util.URISupport;

/** Whether the server of an endpoint can be reached: a connection of its own, a login, and {@code NOOP}. */
final class SmtpLiteHealthCheck implements HealthCheck {
    private final SmtpLiteEndpoint endpoint;
    private final String uri;
    private boolean enabled;

    SmtpLiteHealthCheck(SmtpLiteEndpoint endpoint) {
        this.endpoint = endpoint;
        this.uri = URISupport.sanitizeUri(endpoint.getEndpointUri());
        this.enabled = endpoint.getComponent().isHealthCheckProducerEnabled();
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return "producer:smtplite-" + Integer.toHexString(System.identityHashCode(this));
    }

    @Override
    public boolean isLiveness() {
        return false; // a server that is away is no reason to restart us
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).detail(ENDPOINT_URI, uri);
        if (!enabled) {
            return result.message("Disabled")
                    .detail(CHECK_ENABLED, false)
                    .unknown()
                    .build();
        }
        try (SmtpSession session = endpoint.openSession()) {
            SmtpReply reply = session.noop();
            session.quit();
            return reply.isPositive()
                    ? result.up().build()
                    : result.down().message("NOOP was answered '" + reply + "'").build();
        } catch (MailException | RuntimeException e) {
            if (endpoint.isServedBut(e)) {
                return result.up()
                        .message("The server takes no further connection than those that are open")
                        .build();
            }
            return result.down()
                    .message(String.valueOf(e.getMessage()))
                    .error(e)
                    .build();
        }
    }
}
