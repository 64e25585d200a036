package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Simple Java Mail with its batch module, which sends in parallel over a pool of connections. */
final class SimpleJavaMailSmtp implements Peer {
    @Override
    public Work prepare(Task task) {
        Mailer mailer = MailerBuilder.withSMTPServer(task.host(), task.port())
                .withTransportStrategy(task.tls() ? TransportStrategy.SMTPS : TransportStrategy.SMTP)
                .withProperty("mail.smtp.starttls.enable", "false")
                .trustingAllHosts(true)
                .verifyingServerIdentity(false)
                .buildMailer();
        Email email = EmailBuilder.startingBlank()
                .from(Task.SENDER)
                .to(Task.RECIPIENT)
                .withSubject("What a mail is made of")
                .withPlainText(new MailText(task.load().size()).body())
                .buildEmail();
        return new Work() {
            @Override
            public long run() {
                List<CompletableFuture<Void>> sent = new ArrayList<>();
                for (int i = 0; i < task.load().messages(); i++) {
                    sent.add(mailer.sendMail(email, true));
                }
                sent.forEach(CompletableFuture::join);
                return task.load().octets();
            }

            @Override
            public void close() throws Exception {
                mailer.shutdownConnectionPool().get(1, TimeUnit.MINUTES);
            }
        };
    }
}
