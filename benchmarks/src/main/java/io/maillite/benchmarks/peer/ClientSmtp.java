package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import io.maillite.smtp.Envelope;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.MessageSource;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** {@code maillite-client} alone, over one session. */
final class ClientSmtp implements Peer {
    private final boolean batch;

    /** @param batch whether all messages are given to the session at once */
    ClientSmtp(boolean batch) {
        this.batch = batch;
    }

    @Override
    public Work prepare(Task task) throws Exception {
        SmtpClient client = SmtpClient.of(task.host())
                .port(task.port())
                .tls(task.tls() ? TlsMode.IMPLICIT : TlsMode.NONE)
                .connection(settings -> task.tls() ? settings.withSslContext(TestTls.clientContext()) : settings)
                .localHostName("localhost");
        MessageSource content = Content.source(task.load());
        return new OverOneConnection<SmtpSession>() {
            @Override
            SmtpSession open() throws MailException {
                return client.open();
            }

            @Override
            long send(SmtpSession session) throws MailException {
                Iterator<MailObject> mails = IntStream.range(0, task.load().messages())
                        .mapToObj(i -> new MailObject(Envelope.of(Task.SENDER, Task.RECIPIENT), content))
                        .iterator();
                ClientSmtp.this.send(session, mails);
                return task.load().octets();
            }

            @Override
            void quit(SmtpSession session) throws MailException {
                try (session) {
                    session.quit();
                }
            }
        };
    }

    private void send(SmtpSession session, Iterator<MailObject> mails) throws MailException {
        if (batch) {
            List<SendResult> failed = new ArrayList<>();
            session.sendInGroups(mails, result -> {
                if (result.failure().isPresent()) {
                    failed.add(result);
                }
            });
            if (!failed.isEmpty()) {
                failed.get(0).orThrow();
            }
        } else {
            while (mails.hasNext()) {
                session.send(mails.next()).orThrow();
            }
        }
    }
}
