package io.maillite.examples.springboot;

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
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The application as it is, with the addresses of servers in this process in place of those in its properties. */
final class Demonstration {
    private static final String USER = "invoices@example.org";
    private static final String PASSWORD = "p&s=w)rd?";
    private static final int LOOK_AGAIN_MILLIS = 50;

    private final Path folder;
    private final Duration patience;
    private final PrintStream out;
    final SampleMail mail = new SampleMail();

    /** @param patience how long to wait until the mailbox is empty */
    Demonstration(Path folder, Duration patience, PrintStream out) {
        this.folder = folder;
        this.patience = patience;
        this.out = out;
    }

    /** @return whether the mailbox is empty, each message in its folder and each answer sent */
    boolean run() throws Exception {
        try (MaildropServer mailbox =
                        MaildropServer.builder().account(USER, PASSWORD).start();
                SinkServer smtp = SinkServer.builder()
                        .account(USER, PASSWORD)
                        .requiresLogin()
                        .start()) {
            return run(mailbox, smtp);
        }
    }

    boolean run(MaildropServer mailbox, SinkServer smtp) throws Exception {
        FileSystemUtils.deleteRecursively(folder);
        mail.all().forEach(message -> mailbox.maildrop().add(message.getBytes(ISO_8859_1)));
        int before = mailbox.maildrop().size();
        out.println("In this process: a mailbox with " + before + " messages, and a server that takes answers");
        try (ConfigurableApplicationContext application = start(mailbox, smtp)) {
            long until = System.nanoTime() + patience.toNanos();
            while (application.isActive() && mailbox.maildrop().size() > 0 && System.nanoTime() < until) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
        return report(mailbox, smtp);
    }

    private ConfigurableApplicationContext start(MaildropServer mailbox, SinkServer smtp) {
        return SpringApplication.run(
                InvoiceInbox.class,
                "--inbox.pop3=" + mailbox.host() + ":" + mailbox.port(),
                "--inbox.smtp=" + smtp.host() + ":" + smtp.port(),
                "--inbox.delay=500",
                "--inbox.folder=" + folder,
                "--camel.main.run-controller=false",
                "--camel.component.pop3lite.tls=none",
                "--camel.component.pop3lite.password=" + PASSWORD,
                "--camel.component.smtplite.tls=none",
                "--camel.component.smtplite.password=" + PASSWORD);
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
