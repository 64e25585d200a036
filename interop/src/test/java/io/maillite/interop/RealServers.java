package io.maillite.interop;

import io.maillite.testkit.evidence.Evidence;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tests a Dovecot and a Postfix, the same for all; skips the tests where there is none, and says why. */
final class RealServers implements ExecutionCondition, ParameterResolver {
    private static final Logger LOG = LoggerFactory.getLogger(RealServers.class);
    private static final Namespace NAMESPACE = Namespace.create(RealServers.class);
    private static final Optional<String> MISSING = Installed.missing();

    static {
        MISSING.ifPresent(why -> {
            String line = "real servers: skipped, " + why;
            LOG.warn(line);
            Evidence.of("interop").add(line);
        });
    }

    private record Running(Dovecot dovecot, Postfix postfix) implements AutoCloseable {
        static Running start() {
            try {
                Dovecot dovecot = Dovecot.start(Dovecot.ALL_MECHANISMS);
                try {
                    return new Running(dovecot, Postfix.start(dovecot));
                } catch (RuntimeException | Error e) {
                    dovecot.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try (dovecot) {
                postfix.close();
            }
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return MISSING.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("the servers are installed"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Dovecot.class || type == Postfix.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class);
        return parameter.getParameter().getType() == Dovecot.class ? running.dovecot() : running.postfix();
    }
}
