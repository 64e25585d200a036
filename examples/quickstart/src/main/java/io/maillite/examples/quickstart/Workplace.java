package io.maillite.examples.quickstart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folders of a run: what is to be sent, and what came back. */
final class Workplace {
    private final Path folder;
    private final Path outbox;
    private final Path received;

    private Workplace(Path folder) {
        this.folder = folder;
        this.outbox = folder.resolve("outbox");
        this.received = folder.resolve("received");
    }

    /** Makes the folders, and removes the messages that an earlier run left in them. */
    static Workplace prepare(Path folder) throws IOException, NotStartedException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (absolute.toString().matches(".*[?#%&{}$].*")) {
            // a route names it in an endpoint's URI
            throw new NotStartedException("The path " + absolute + " cannot be used: say another one with --work");
        }
        Workplace place = new Workplace(absolute);
        Files.createDirectories(place.outbox);
        Files.createDirectories(place.received);
        clean(place.outbox);
        clean(place.received);
        return place;
    }

    private static void clean(Path folder) throws IOException {
        try (DirectoryStream<Path> messages = Files.newDirectoryStream(folder, Workplace::isMessage)) {
            for (Path message : messages) {
                Files.delete(message);
            }
        }
    }

    private static boolean isMessage(Path file) {
        return Files.isRegularFile(file)
                && file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".eml");
    }

    /** Copies the messages of a folder, and makes a large one if that is wanted. */
    List<OutgoingMessage> fillOutbox(Path messages, long largeOctets) throws IOException {
        try (Stream<Path> files = Files.list(messages)) {
            for (Path file : files.filter(Workplace::isMessage).toList()) {
                Files.copy(file, outbox.resolve(file.getFileName().toString()));
            }
        }
        if (largeOctets > 0) {
            LargeMessage.write(outbox.resolve("large-" + largeOctets / 1024 / 1024 + "-MiB.eml"), largeOctets);
        }
        List<OutgoingMessage> outgoing = new ArrayList<>();
        try (Stream<Path> files = Files.list(outbox)) {
            for (Path file : files.filter(Workplace::isMessage).sorted().toList()) {
                outgoing.add(OutgoingMessage.of(file));
            }
        }
        return outgoing;
    }

    Path folder() {
        return folder;
    }

    Path outbox() {
        return outbox;
    }

    Path received() {
        return received;
    }
}
