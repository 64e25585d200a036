package io.maillite.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the tests of this package send, and how they get there. */
final class Mails {
    static final String TEXT = "Subject: x\r\n\r\nHello\r\n";

    /** How a script begins whose server pipelines. */
    static final String PIPELINING = """
            S: 220 ready
            C: EHLO client.example.org
            S: 250-hello
            S: 250 PIPELINING
            """;

    /** The same, where it has {@code BDAT}, too. */
    static final String CHUNKING = """
            S: 220 ready
            C: EHLO client.example.org
            S: 250-hello
            S: 250-PIPELINING
            S: 250 CHUNKING
            """;

    private Mails() {}

    static SmtpClient client(int port) {
        return SmtpClient.of("localhost")
                .port(port)
                .tls(TlsMode.NONE)
                .localHostName("client.example.org")
                .connection(settings -> settings.withReadTimeout(Duration.ofSeconds(60)));
    }

    static SmtpClient client(ScriptedServer server) {
        return client(server.port());
    }

    static SmtpClient client(SinkServer server) {
        return client(server.port());
    }

    static MessageSource text(String content) {
        return MessageSource.of(content.getBytes(ISO_8859_1));
    }

    static MailObject mail(String... recipients) {
        return new MailObject(Envelope.of("from@example.org", recipients), text(TEXT));
    }

    static MailObject mail(MessageSource content) {
        return new MailObject(Envelope.of("from@example.org", "a@example.org"), content);
    }

    static MailObject withParameters(Map<String, String> mail, Map<String, String> rcpt) {
        Envelope envelope = Envelope.of("from@example.org", "a@example.org")
                .withMailParameters(mail)
                .withRecipientParameters(rcpt);
        return new MailObject(envelope, text(TEXT));
    }

    static List<String> recipients(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r" + i + "@example.org").toList();
    }

    static List<SendResult> sendAll(SmtpSession session, List<MailObject> mails) {
        List<SendResult> results = new ArrayList<>();
        session.send(mails.iterator(), results::add);
        return results;
    }
}
