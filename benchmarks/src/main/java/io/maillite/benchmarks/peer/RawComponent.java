package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * RAW as a component: each message is an exchange, with nothing done to it that Camel does not ask for. Beside RAW
 * alone it tells what Camel costs, which no component can save.
 */
final class RawComponent extends DefaultComponent {
    private final Task task;

    /** @param task what all of its endpoints do */
    RawComponent(Task task) {
        this.task = task;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.keySet().removeAll(List.of("username", "password", "tls")); // the task knows them
        return new RawEndpoint(uri, this, task);
    }

    private static final class RawEndpoint extends ScheduledPollEndpoint {
        private final Task task;

        RawEndpoint(String uri, Component component, Task task) {
            super(uri, component);
            this.task = task;
        }

        @Override
        public Producer createProducer() {
            return new RawProducer(this, task);
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            RawConsumer consumer = new RawConsumer(this, processor, task);
            configureConsumer(consumer);
            return consumer;
        }
    }

    private static final class RawConsumer extends ScheduledPollConsumer {
        private final Task task;
        private boolean drained;

        RawConsumer(RawEndpoint endpoint, Processor processor, Task task) {
            super(endpoint, processor);
            this.task = task;
        }

        @Override
        protected int poll() throws Exception {
            if (drained) {
                return 0;
            }
            RawPop3.drain(task, this::message);
            drained = true;
            return task.load().messages();
        }

        private void message() {
            Exchange exchange = createExchange(false);
            try {
                exchange.getMessage().setBody(new byte[(int) task.load().size()]);
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            } finally {
                releaseExchange(exchange, false);
            }
            Exception failure = exchange.getException();
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private static final class RawProducer extends DefaultProducer {
        private final Task task;
        private @Nullable RawSender sender;

        RawProducer(RawEndpoint endpoint, Task task) {
            super(endpoint);
            this.task = task;
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            RawSender open = sender;
            if (open == null) {
                open = new RawSender(task, false);
                sender = open;
            }
            byte[] octets = exchange.getMessage().getMandatoryBody(byte[].class);
            open.send(connection -> connection.write(octets));
        }

        @Override
        protected void doStop() throws Exception {
            super.doStop();
            RawSender open = sender;
            sender = null;
            if (open != null) {
                try (open) {
                    open.quit();
                }
            }
        }
    }
}
