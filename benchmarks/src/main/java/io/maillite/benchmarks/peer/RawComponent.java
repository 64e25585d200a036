package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * RAW as a component: each message is an exchange, with nothing done to it that Camel does not ask for. Beside RAW
 * alone it tells what Camel costs. It takes one message after the other: who reads the next meanwhile can be quicker.
 */
final class RawComponent extends DefaultComponent {
    /** For the first line of a reply and its end. */
    private static final int HELD_MORE = 128;

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

    private static final class RawConsumer extends ScheduledPollConsumer implements RawConnection.Taker {
        private final Task task;
        private boolean drained;
        private @Nullable Path file;
        private @Nullable OutputStream message;

        RawConsumer(RawEndpoint endpoint, Processor processor, Task task) {
            super(endpoint, processor);
            this.task = task;
        }

        @Override
        protected int poll() throws Exception {
            if (drained) {
                return 0;
            }
            RawPop3.drain(task, this);
            drained = true;
            return task.load().messages();
        }

        @Override
        public void octets(byte[] from, int offset, int length) throws IOException {
            OutputStream open = message;
            if (open == null) {
                open = begin(task.load().size());
                message = open;
            }
            open.write(from, offset, length);
        }

        private OutputStream begin(long size) throws IOException {
            if (size <= Content.HELD) {
                return new Held((int) size + HELD_MORE);
            }
            Path fresh = Files.createTempFile("raw", ".eml");
            file = fresh;
            // not to be emptied first: ext4 flushes such a file to the disk when it is closed
            return Files.newOutputStream(fresh, StandardOpenOption.WRITE);
        }

        @Override
        public void end() throws IOException {
            OutputStream whole = Objects.requireNonNull(message);
            message = null;
            if (whole instanceof Held held) {
                route(held.cache());
                return;
            }
            whole.close();
            Path kept = Objects.requireNonNull(file);
            FileInputStreamCache body = new FileInputStreamCache(kept.toFile());
            try {
                route(body);
            } finally {
                body.close();
                Files.delete(kept);
            }
        }

        private void route(StreamCache body) throws IOException {
            Exchange exchange = createExchange(false);
            try {
                exchange.getMessage().setBody(body);
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            } finally {
                releaseExchange(exchange, false);
            }
            if (exchange.getException() != null) {
                throw new IOException(exchange.getException());
            }
        }
    }

    /** Octets in memory, which become a body without a copy. */
    private static final class Held extends ByteArrayOutputStream {
        Held(int size) {
            super(size);
        }

        StreamCache cache() {
            return new InputStreamCache(buf, count);
        }
    }

    private static final class RawProducer extends SenderProducer<RawSender> {
        private final Task task;

        RawProducer(RawEndpoint endpoint, Task task) {
            super(endpoint);
            this.task = task;
        }

        @Override
        RawSender open() throws IOException {
            return new RawSender(task, false);
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            RawSender sender = sender();
            Object body = exchange.getMessage().getBody();
            if (body instanceof File large) {
                sender.send(connection -> Files.copy(large.toPath(), connection.stream()));
            } else {
                byte[] octets = exchange.getMessage().getMandatoryBody(byte[].class);
                sender.send(connection -> connection.write(octets));
            }
        }
    }
}
