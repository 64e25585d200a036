package io.maillite.examples.migrating;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Fault;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.Builder;

/** What people do with mail in routes. */
final class Migrations {
    private static final String THEIR_LOGIN = "username=ada&password=secret";
    private static final String OUR_LOGIN = THEIR_LOGIN + "&tls=NONE";

    /** What a message is: header fields, an empty line, the text. */
    private static final String LETTER = "From: <ada@example.org>\nTo: <bob@example.org>\nSubject: Hello\n\n${body}";

    private Migrations() {}

    static List<Migration> all() {
        return List.of(
                readAndDelete(),
                leaveOnTheServer(),
                leaveOnTheServerWithRepository(),
                someAtATime(),
                headerFields(),
                attachments(),
                readUnderTls(),
                oneMessageIdTwice(),
                connectionLostAtQuit(),
                sendText(),
                recipientsFromHeaders(),
                sendUnderTls(),
                sendAttachment(),
                refusedRecipient(),
                forward());
    }

    private static Migration readAndDelete() {
        return new Migration(
                "Read a mailbox, and delete what was read",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN + "&delete=true"),
                Form.of("pop3lite:{{pop3}}?" + OUR_LOGIN),
                new Reading(1, Sample.plain("first"), Sample.plain("second")).comparingBodies(),
                Facts.of(
                        "arrived",
                        "first, second",
                        "body is what was sent",
                        "2 of 2",
                        "left in the mailbox",
                        Facts.NOTHING));
    }

    /** POP3 has no flags: that a message was seen, only the client can remember. */
    private static Migration leaveOnTheServer() {
        return new Migration(
                "Leave on the server what was read, and read it once; two polls",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN + "&delete=false&unseen=true"),
                Form.of("pop3lite:{{pop3}}?" + OUR_LOGIN + "&delete=false"),
                new Reading(2, Sample.plain("first"), Sample.plain("second")),
                Facts.of("arrived", "first, second", "left in the mailbox", "first, second"));
    }

    private static Migration leaveOnTheServerWithRepository() {
        return new Migration(
                "The same, remembered in an idempotent repository; two polls",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN
                        + "&delete=false&idempotentRepository=#seen&idempotentRepositoryRemoveOnCommit=false"),
                Form.of("pop3lite:{{pop3}}?" + OUR_LOGIN + "&delete=false&idempotentRepository=#seen"),
                new Reading(2, Sample.plain("first"), Sample.plain("second")),
                Facts.of("arrived", "first, second", "left in the mailbox", "first, second"));
    }

    private static Migration someAtATime() {
        return new Migration(
                "At most two messages a poll; two polls, the route sees the size of the batch",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN + "&delete=true&fetchSize=2"),
                Form.of("pop3lite:{{pop3}}?" + OUR_LOGIN + "&maxMessagesPerPoll=2"),
                new Reading(2, Sample.plain("first"), Sample.plain("second"), Sample.plain("third"))
                        .looking(exchange -> exchange.getProperty(Exchange.BATCH_SIZE, String.class)),
                Facts.of(
                        "arrived",
                        "first, second, third",
                        "the route sees",
                        "2, 2, 1",
                        "left in the mailbox",
                        Facts.NOTHING));
    }

    private static Migration headerFields() {
        return new Migration(
                "The mail's own header fields as headers of Camel; the route sees ${header.Subject}",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN + "&delete=true&mimeDecodeHeaders=true"),
                Form.of("pop3lite:{{pop3}}?" + OUR_LOGIN + "&mapHeaders=true"),
                new Reading(1, Sample.plain("=?UTF-8?Q?M=C3=A4rz?="))
                        .looking(exchange -> exchange.getMessage().getHeader("Subject", String.class)),
                Facts.of("arrived", "M\u00e4rz", "the route sees", "M\u00e4rz", "left in the mailbox", Facts.NOTHING));
    }

    /** Parsed where the route wants it, with camel-mail's own data format: the rest of the route stays as it was. */
    private static Migration attachments() {
        return new Migration(
                "Attachments; here by unmarshal().mimeMultipart(false, true, false)",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN + "&delete=true"),
                new Form("pop3lite:{{pop3}}?" + OUR_LOGIN, route -> route.unmarshal()
                        .mimeMultipart(false, true, false)),
                new Reading(1, Sample.withAttachment()).looking(Migrations::attachments),
                Facts.of(
                        "arrived",
                        "report",
                        "the route sees",
                        "report.bin of 5 octets",
                        "left in the mailbox",
                        Facts.NOTHING));
    }

    private static String attachments(Exchange exchange) {
        return Facts.list(exchange.getMessage(AttachmentMessage.class).getAttachments().entrySet().stream()
                .map(each -> {
                    try {
                        int octets = each.getValue().getInputStream().readAllBytes().length;
                        return each.getKey() + " of " + octets + " octets";
                    } catch (IOException e) {
                        return each.getKey() + " cannot be read: " + e.getMessage();
                    }
                }));
    }

    private static Migration readUnderTls() {
        return new Migration(
                "Under TLS",
                Form.of("pop3s:{{pop3}}?" + THEIR_LOGIN + "&delete=true&sslContextParameters=#trust"),
                Form.of("pop3lite:{{pop3}}?" + THEIR_LOGIN + "&sslContextParameters=#trust"),
                new Reading(1, Sample.plain("first")).underTls(),
                Facts.of("arrived", "first", "left in the mailbox", Facts.NOTHING));
    }

    private static Migration oneMessageIdTwice() {
        return new Migration(
                "Two messages with one Message-ID; the route fails with the first",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN + "&delete=true"),
                Form.of("pop3lite:{{pop3}}?" + OUR_LOGIN),
                new Reading(1, Sample.twin("first"), Sample.twin("second")).failingWith("first"),
                Facts.of("arrived", "second", "left in the mailbox", "first"));
    }

    private static Migration connectionLostAtQuit() {
        return new Migration(
                "The connection is lost at QUIT, with an idempotent repository; two polls",
                Form.of("pop3:{{pop3}}?" + THEIR_LOGIN
                        + "&delete=true&idempotentRepository=#seen&idempotentRepositoryRemoveOnCommit=false"),
                Form.of("pop3lite:{{pop3}}?" + OUR_LOGIN + "&idempotentRepository=#seen"),
                new Reading(2, Sample.plain("first"))
                        .with(server -> server.faults().once("QUIT", Fault.end(Ending.DROP))),
                Facts.of("arrived", "first", "left in the mailbox", Facts.NOTHING));
    }

    private static Migration sendText() {
        return new Migration(
                "A text to several, with a subject",
                Form.of("smtp:{{smtp}}?from=ada@example.org&to=bob@example.org&cc=eve@example.org&subject=Hello"),
                new Form(
                        "smtplite:{{smtp}}?tls=NONE&from=ada@example.org&to=bob@example.org,eve@example.org",
                        route -> route.setBody(Builder.simple("From: <ada@example.org>\nTo: <bob@example.org>\n"
                                + "Cc: <eve@example.org>\nSubject: Hello\n\n${body}"))),
                new Sending("How are you?"),
                Facts.of(
                        "delivered to",
                        "bob@example.org, eve@example.org",
                        "Subject",
                        "Hello",
                        "the exchange",
                        "completes"));
    }

    private static Migration recipientsFromHeaders() {
        return new Migration(
                "Recipient and subject from headers that the route sets",
                new Form("smtp:{{smtp}}", route -> route.setHeader("From", Builder.constant("ada@example.org"))
                        .setHeader("To", Builder.constant("bob@example.org"))
                        .setHeader("Subject", Builder.constant("Hello"))),
                new Form("smtplite:{{smtp}}?tls=NONE", route -> route.setHeader(
                                SmtpLiteHeaders.FROM, Builder.constant("ada@example.org"))
                        .setHeader(SmtpLiteHeaders.TO, Builder.constant("bob@example.org"))
                        .setBody(Builder.simple(LETTER))),
                new Sending("How are you?"),
                Facts.of("delivered to", "bob@example.org", "Subject", "Hello", "the exchange", "completes"));
    }

    private static Migration sendUnderTls() {
        return new Migration(
                "Under TLS, with a login",
                Form.of("smtps:{{smtp}}?" + THEIR_LOGIN
                        + "&from=ada@example.org&to=bob@example.org&subject=Hello&sslContextParameters=#trust"),
                new Form(
                        "smtplite:{{smtp}}?" + THEIR_LOGIN
                                + "&from=ada@example.org&to=bob@example.org&sslContextParameters=#trust",
                        route -> route.setBody(Builder.simple(LETTER))),
                new Sending("How are you?").underTls(),
                Facts.of("delivered to", "bob@example.org", "Subject", "Hello", "the exchange", "completes"));
    }

    /** The data format makes the message; header fields are those that the pattern names. */
    private static Migration sendAttachment() {
        return new Migration(
                "An attachment; here by marshal().mimeMultipart(\"mixed\", true, true, \"From|To|Subject\", false)",
                new Form(
                        "smtp:{{smtp}}?from=ada@example.org&to=bob@example.org&subject=Hello",
                        route -> route.process(Migrations::attach)),
                new Form("smtplite:{{smtp}}?tls=NONE&from=ada@example.org&to=bob@example.org", route -> route.process(
                                Migrations::attach)
                        .setHeader("From", Builder.constant("<ada@example.org>"))
                        .setHeader("To", Builder.constant("<bob@example.org>"))
                        .setHeader("Subject", Builder.constant("Hello"))
                        .marshal()
                        .mimeMultipart("mixed", true, true, "From|To|Subject", false)),
                new Sending("It is attached.")
                        .looking(message -> message.text().contains("AAECAwQ=") ? "report.bin" : Facts.NOTHING),
                Facts.of(
                        "delivered to",
                        "bob@example.org",
                        "Subject",
                        "Hello",
                        "attached",
                        "report.bin",
                        "the exchange",
                        "completes"));
    }

    private static void attach(Exchange exchange) {
        byte[] octets = {0, 1, 2, 3, 4};
        exchange.getMessage(AttachmentMessage.class)
                .addAttachment(
                        "report.bin",
                        new jakarta.activation.DataHandler(
                                new jakarta.mail.util.ByteArrayDataSource(octets, "application/octet-stream")));
    }

    private static Migration refusedRecipient() {
        return new Migration(
                "One of two recipients is refused",
                Form.of("smtp:{{smtp}}?from=ada@example.org&to=bob@example.org,nobody@example.org&subject=Hello"
                        + "&mail.smtp.sendpartial=true"),
                new Form(
                        "smtplite:{{smtp}}?tls=NONE&from=ada@example.org&to=bob@example.org,nobody@example.org"
                                + "&partialDelivery=ACCEPT",
                        route -> route.setBody(Builder.simple(LETTER))),
                new Sending("How are you?").refusing("nobody@example.org"),
                Facts.of("delivered to", "bob@example.org", "Subject", "Hello", "the exchange", "completes"));
    }

    private static Migration forward() {
        return new Migration(
                "Hand on to a server what a mailbox has, signed as it is",
                new Form(
                        "pop3:{{pop3}}?" + THEIR_LOGIN + "&delete=true",
                        route -> route.to("smtp:{{smtp}}?from=ada@example.org&to=bob@example.org")),
                new Form(
                        "pop3lite:{{pop3}}?" + OUR_LOGIN,
                        route -> route.to("smtplite:{{smtp}}?tls=NONE&from=ada@example.org&to=bob@example.org")),
                new Forwarding(Sample.signed()),
                Facts.of(
                        "delivered to",
                        "bob@example.org",
                        "octet for octet",
                        "yes",
                        "left in the mailbox",
                        Facts.NOTHING));
    }
}
