package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.MailText;
import io.maillite.smtp.MessageSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** A message to be sent: in memory, or a file where a user would not hold it in memory. */
final class Content {
    /** Octets: a larger message is in a file, with whoever needs little memory. */
    static final long HELD = 1 << 20;

    private Content() {}

    /** Octets, or a file. */
    static Object of(Load load) throws IOException {
        return load.size() <= HELD ? new MailText(load.size()).octets() : file(load);
    }

    static MessageSource source(Load load) throws IOException {
        return load.size() <= HELD
                ? MessageSource.of(new MailText(load.size()).octets())
                : MessageSource.of(file(load).toPath());
    }

    static File file(Load load) throws IOException {
        return new MailText(load.size()).file(Path.of("target", "messages")).toFile();
    }
}
