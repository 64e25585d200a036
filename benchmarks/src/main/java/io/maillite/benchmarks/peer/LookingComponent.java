package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@link LookingSender} as a component that puts what became of each message into headers: what is left of RAW for a
 * mail client in a route.
 */
final class LookingComponent extends DefaultComponent {
    private final Task task;
    private final boolean pipelined;

    /**
     * @param task what all of its endpoints do
     * @param pipelined whether each body is a batch, in which a message may follow before the one in front is answered
     */
    LookingComponent(Task task, boolean pipelined) {
        this.task = task;
        this.pipelined = pipelined;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new LookingEndpoint(uri, this);
    }

    private static final class LookingEndpoint extends DefaultEndpoint {
        private final LookingComponent component;

        LookingEndpoint(String uri, LookingComponent component) {
            super(uri, component);
            this.component = component;
        }

        @Override
        public Producer createProducer() {
            return new LookingProducer(this, component);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("It only sends");
        }
    }

    private static final class LookingProducer extends SenderProducer<LookingSender> {
        private final LookingComponent component;

        LookingProducer(LookingEndpoint endpoint, LookingComponent component) {
            super(endpoint);
            this.component = component;
        }

        @Override
        LookingSender open() throws IOException {
            return new LookingSender(component.task, component.pipelined);
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            Message message = exchange.getMessage();
            if (component.pipelined) {
                sendAll(message.getMandatoryBody(List.class), sender());
            } else {
                label(message, sender().send(message.getMandatoryBody(byte[].class)));
            }
        }

        private static void sendAll(List<?> batch, LookingSender sender) throws Exception {
            List<LookingSender.Sent> results = new ArrayList<>(batch.size());
            for (Object one : batch) {
                results.add(sender.send(((Message) one).getMandatoryBody(byte[].class)));
            }
            sender.settle();
            for (int i = 0; i < results.size(); i++) {
                label((Message) batch.get(i), results.get(i));
            }
        }

        private static void label(Message message, LookingSender.Sent result) {
            message.setHeader("ReplyCode", result.code());
            message.setHeader("EnhancedStatus", result.enhancedStatus());
            message.setHeader("Reply", result.reply());
            message.setHeader("AcceptedRecipients", List.of(Task.RECIPIENT));
            message.setHeader("RefusedRecipients", Map.of());
        }
    }
}
