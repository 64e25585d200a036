package io.maillite.reliability.cut;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.MessageSource;
import io.maillite.smtp.Protocol;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The client without Camel: all messages over one session. */
final class ClientSender implements Sender {
    private final SmtpClient client;

    ClientSender(int port, Protocol protocol, Security security, @Nullable Duration patience) {
        UnaryOperator<ConnectionSettings> impatient = patience == null
                ? settings -> settings
                : settings -> settings.withReadTimeout(patience).withWriteTimeout(patience);
        SmtpClient usual = SmtpClient.of("localhost")
                .port(port)
                .protocol(protocol)
                .tls(security.mode())
                .localHostName("c")
                .connection(settings -> impatient.apply(settings.withSslContext(TestTls.clientContext())));
        client = patience == null ? usual : usual.dataTimeout(patience);
    }

    @Override
    public List<Told> send(List<Mail> mails) {
        List<SendResult> results = new ArrayList<>();
        try (SmtpSession session = client.open()) {
            session.send(mails.stream().map(ClientSender::object).iterator(), results::add);
            session.quit();
        } catch (MailException e) {
            return mails.stream().map(mail -> Told.nothingSent(e)).toList();
        }
        List<Told> told = new ArrayList<>(results.stream().map(Told::of).toList());
        while (told.size() < mails.size()) {
            told.add(Told.nothingSent(new MailException("not asked for", null) {}));
        }
        return told;
    }

    private static MailObject object(Mail mail) {
        return new MailObject(Envelope.of("from@a.org", mail.recipients()), MessageSource.of(mail.octets()));
    }

    @Override
    public void close() {}
}
