package io.maillite.examples.invoices;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/** An inbox as it is, with the addresses of servers in this process in place of those in its properties. */
public final class Demonstration {
    private static final String USER = "invoices@example.org";
    private static final String PASSWORD = "p&s=w)rd?";
    private static final int LOOK_AGAIN_MILLIS = 50;

    /** How an application starts. */
    @FunctionalInterface
    public interface Inbox {
        /** @param properties what stands in place of its own */
        Running start(Map<String, String> properties) throws Exception;
    }

    /** An application that has started; it is told to stop by closing it. */
    public interface Running extends AutoCloseable {
        boolean isActive();
    }

    private final Path folder;
    private final Duration patience;
    private final PrintStream out;
    private final SampleMail mail = new SampleMail();

    /** @param patience how long to wait until the mailbox is empty */
    public Demonstration(Path folder, Duration patience, PrintStream out) {
        this.folder = folder;
        this.patience = patience;
        this.out = out;
    }

    /** A server with an empty mailbox. */
    public static MaildropServer mailbox() {
        return MaildropServer.builder().account(USER, PASSWORD).start();
    }

    /** A server that takes answers, from whoever logs in. */
    public static SinkServer smtp() {
        return SinkServer.builder().account(USER, PASSWORD).requiresLogin().start();
    }

    /** What is put into the mailbox. */
    public SampleMail mail() {
        return mail;
    }

    /** @return whether the mailbox is empty, each message in its folder and each answer sent */
    public boolean run(Inbox inbox) throws Exception {
        try (MaildropServer mailbox = mailbox();
                SinkServer smtp = smtp()) {
            return run(inbox, mailbox, smtp);
        }
    }

    /** The same, with servers of {@link #mailbox} and {@link #smtp} that have their faults. */
    public boolean run(Inbox inbox, MaildropServer mailbox, SinkServer smtp) throws Exception {
        FileUtil.removeDir(folder.toFile());
        mail.all().forEach(message -> mailbox.maildrop().add(message.getBytes(ISO_8859_1)));
        int before = mailbox.maildrop().size();
        out.println("In this process: a mailbox with " + before + " messages, and a server that takes answers");
        try (Running application = inbox.start(properties(mailbox, smtp, folder))) {
            long until = System.nanoTime() + patience.toNanos();
            while (application.isActive() && mailbox.maildrop().size() > 0 && System.nanoTime() < until) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
        return report(mailbox, smtp);
    }

    /** What leads an inbox to these servers, to log in there, and to put what came into this folder. */
    public static Map<String, String> properties(MaildropServer mailbox, SinkServer smtp, Path folder) {
        return Map.of(
                "inbox.pop3",
                mailbox.host() + ":" + mailbox.port(),
                "inbox.smtp",
                smtp.host() + ":" + smtp.port(),
                "inbox.delay",
                "500",
                "inbox.folder",
                folder.toString(),
                "camel.component.pop3lite.tls",
                "NONE",
                "camel.component.pop3lite.password",
                PASSWORD,
                "camel.component.smtplite.tls",
                "NONE",
                "camel.component.smtplite.password",
                PASSWORD);
    }

    private boolean report(MaildropServer mailbox, SinkServer smtp) throws IOException {
        List<Path> files = files();
        List<Received> answers = smtp.received();
        out.println("In " + folder + ":");
        for (Path file : files) {
            out.println("  " + folder.relativize(file) + "  " + Files.size(file) + " octets");
        }
        out.println("Answers sent: " + answers.size());
        answers.forEach(answer -> out.println("  to " + String.join(", ", answer.addresses())));
        int left = mailbox.maildrop().size();
        out.println("Left in the mailbox: " + left + " of " + mail.all().size());
        boolean complete = left == 0
                && answers.size() == SampleMail.ANSWERS
                && files.size() == mail.all().size() + SampleMail.ATTACHMENTS;
        out.println(complete ? "All is where it belongs." : "This is not what it should be.");
        return complete;
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
