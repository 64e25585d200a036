package io.maillite.examples.quickstart;

import io.maillite.examples.quickstart.Journey.Stage;
import io.maillite.examples.quickstart.Recognition.Recognised;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Compares the file that was written with the one that was sent. */
final class Comparison implements Processor {
    private final Journeys journeys;
    private final Progress progress;

    Comparison(Journeys journeys, Progress progress) {
        this.journeys = journeys;
        this.progress = progress;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Recognised ours = exchange.getProperty(Recognition.RECOGNISED, Recognised.class);
        Path file = Path.of(exchange.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED, String.class));
        OutgoingMessage message = ours.message();
        Digest digest = new Digest();
        try (InputStream arrived = open(file, ours.begin())) {
            arrived.transferTo(digest);
        }
        String sha256 = digest.sha256();
        String difference = sha256.equals(message.sha256()) ? null : difference(message, file, ours.begin());
        if (difference != null) {
            ReceiveRoute.leaveOnServer(exchange);
        }
        journeys.back(message.name(), new Arrival(sha256, ours.begin(), ours.traceFields(), difference));
        progress.done(
                journeys.count(journey -> journey.stage() == Stage.CAME_BACK),
                journeys.count(journey -> journey.stage() != Stage.NOT_SENT),
                message.name() + (difference == null ? "" : " (altered)"),
                ours.begin() + digest.octets());
    }

    private static String difference(OutgoingMessage message, Path file, long begin) throws IOException {
        try (InputStream arrived = open(file, begin);
                FirstDifference first = new FirstDifference(arrived)) {
            message.writeWireForm(first);
            return first.describe();
        }
    }

    private static InputStream open(Path file, long position) throws IOException {
        InputStream octets = new BufferedInputStream(Files.newInputStream(file));
        octets.skipNBytes(position);
        return octets;
    }
}
