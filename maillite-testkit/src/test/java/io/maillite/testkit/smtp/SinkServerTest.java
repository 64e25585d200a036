package io.maillite.testkit.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.RawClient;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkServerTest {
    private static final String ENVELOPE = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n";

    private static RawClient greeted(SinkServer server) throws IOException {
        RawClient client = new RawClient(server.port());
        assertThat(client.readLine()).isEqualTo("220 localhost ready");
        return client;
    }

    private static RawClient hello(SinkServer server) throws IOException {
        RawClient client = greeted(server);
        client.line("EHLO me");
        readReply(client);
        return client;
    }

    private static String readReply(RawClient client) throws IOException {
        StringBuilder reply = new StringBuilder();
        String line = client.readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            reply.append(line).append('\n');
            line = client.readLine();
        }
        return reply.append(line).append('\n').toString();
    }

    private static String replies(RawClient client, int count) throws IOException {
        StringBuilder codes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            codes.append(client.readLine(), 0, 3).append(' ');
        }
        return codes.toString().strip();
    }

    @Test
    void takesAMessageByDataOctetForOctet() throws IOException {
        try (SinkServer server = SinkServer.start();
                RawClient client = greeted(server)) {
            client.line("EHLO me");
            assertThat(readReply(client))
                    .isEqualTo("250-localhost\n250-PIPELINING\n250-SIZE 2147483648\n250-8BITMIME\n250-SMTPUTF8\n"
                            + "250-ENHANCEDSTATUSCODES\n250-DSN\n250-CHUNKING\n250 BINARYMIME\n");
            assertThat(client.ask("MAIL FROM:<a@example.org> BODY=8BITMIME RET=HDRS"))
                    .isEqualTo("250 2.1.0 sender ok");
            assertThat(client.ask("RCPT TO:<b@example.org> NOTIFY=NEVER")).isEqualTo("250 2.1.5 recipient ok");
            assertThat(client.ask("RCPT TO:<\"c d\"@example.org>")).isEqualTo("250 2.1.5 recipient ok");
            assertThat(client.ask("DATA")).startsWith("354");
            assertThat(client.ask("A: b\r\n\r\n..dot\r\nbare\n.\nlf\r\n.")).isEqualTo("250 2.0.0 stored");
            assertThat(client.ask("QUIT")).isEqualTo("221 2.0.0 bye");

            Received message = server.only();
            assertThat(message.text()).isEqualTo("A: b\r\n\r\n.dot\r\nbare\n.\nlf\r\n");
            assertThat(message.sender())
                    .isEqualTo(new SmtpPath("a@example.org", Map.of("BODY", "8BITMIME", "RET", "HDRS")));
            assertThat(message.addresses()).containsExactly("b@example.org", "\"c d\"@example.org");
            assertThat(message.recipients().get(0).parameters()).isEqualTo(Map.of("NOTIFY", "NEVER"));
            assertThat(server.counts()).containsEntry("RCPT", 2L).containsEntry("DATA", 1L);
        }
    }

    @Test
    void takesAMessageInChunks() throws IOException {
        try (SinkServer server = SinkServer.start();
                RawClient client = hello(server)) {
            client.write(ENVELOPE + "BDAT 5\r\n.\r\n\r\0BDAT 0\r\nBDAT 3 LAST\r\nx\r\n");
            assertThat(replies(client, 5)).isEqualTo("250 250 250 250 250");
            assertThat(server.only().text()).isEqualTo(".\r\n\r\0x\r\n");

            client.write(ENVELOPE + "BDAT 1\r\nxDATA\r\nRSET\r\n");
            assertThat(replies(client, 5)).isEqualTo("250 250 250 503 250");
            client.write(ENVELOPE + "BDAT x LAST\r\nRSET\r\nBDAT 3 LAST\r\nabcNOOP\r\n");
            assertThat(replies(client, 6)).isEqualTo("250 250 501 250 503 250");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void aChunkThatWasRefusedSpoilsTheMessageUntilRset() throws IOException {
        try (SinkServer server = SinkServer.builder()
                        .verdicts(new Verdicts() {
                            @Override
                            public String chunk(long size) {
                                return size > 3 ? "552 5.3.4 enough" : null;
                            }
                        })
                        .start();
                RawClient client = hello(server)) {
            client.write(ENVELOPE + "BDAT 2\r\n..BDAT 2\r\n..BDAT 1 LAST\r\n.");
            assertThat(replies(client, 5)).isEqualTo("250 250 250 552 503");
            client.write("RSET\r\n" + ENVELOPE + "BDAT 1 LAST\r\n.");
            assertThat(replies(client, 4)).isEqualTo("250 250 250 250");
            assertThat(server.only().text()).isEqualTo(".");

            server.faults().once("BDAT", Fault.reply("452 4.3.1 not now"));
            client.write(ENVELOPE + "BDAT 5\r\nNOOP\nBDAT 1 LAST\r\n.RSET\r\n");
            assertThat(replies(client, 5)).isEqualTo("250 250 452 503 250");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void isStrictAboutOrderAndSyntax() throws IOException {
        try (SinkServer server = SinkServer.start();
                RawClient client = greeted(server)) {
            client.write("MAIL FROM:<a@b>\r\nAUTH PLAIN\r\nSTARTTLS\r\nLHLO me\r\nEHLO\r\nWHAT\r\nHELO me\r\n");
            assertThat(replies(client, 7)).isEqualTo("503 503 503 500 501 500 250");
            client.write("RCPT TO:<a@b>\r\nDATA\r\nMAIL FROM: <a@b>\r\nMAIL FROM:a@b\r\nMAIL FROM:<a b@c>\r\n");
            assertThat(replies(client, 5)).isEqualTo("503 503 501 501 501");
            client.write("MAIL FROM:<a@b> NONSENSE=1\r\nMAIL FROM:<a@b> SIZE=9999999999\r\nMAIL FROM:<\u00e9@b>\r\n");
            assertThat(replies(client, 3)).isEqualTo("555 552 553");
            client.write("MAIL FROM:<>\r\nMAIL FROM:<>\r\nRCPT TO:<>\r\nDATA\r\nVRFY x\r\nRSET\r\nRCPT TO:<a@b>\r\n");
            assertThat(replies(client, 7)).isEqualTo("250 503 501 554 252 250 503");
            client.write("MAIL FROM:<a@b> BODY=BINARYMIME\r\nRCPT TO:<c@d>\r\nDATA\r\n");
            assertThat(replies(client, 3)).isEqualTo("250 250 503");
        }
    }

    @Test
    void doesNotDoWhatItDoesNotOffer() throws IOException {
        try (SinkServer server = SinkServer.builder()
                        .extensions("SIZE 10", "LIMITS RCPTMAX=1")
                        .start();
                RawClient client = greeted(server)) {
            client.line("EHLO me");
            assertThat(readReply(client)).isEqualTo("250-localhost\n250-SIZE 10\n250 LIMITS RCPTMAX=1\n");
            assertThat(client.ask("MAIL FROM:<a@b> BODY=8BITMIME")).isEqualTo("555 BODY is not known");
            client.write(ENVELOPE + "BDAT 3\r\nDATA\r\n");
            assertThat(replies(client, 4)).isEqualTo("250 250 500 354");
            assertThat(client.ask("12345\r\n1234\r\n.")).isEqualTo("552 5.3.4 too large");
        }
        try (SinkServer server = SinkServer.builder().withoutEhlo().start();
                RawClient client = greeted(server)) {
            client.write("EHLO me\r\nHELO me\r\n");
            assertThat(replies(client, 2)).isEqualTo("500 250");
        }
    }

    @Test
    void refusesWhomItWantsTo() throws IOException {
        try (SinkServer server = SinkServer.builder()
                        .recipientsAtMost(2)
                        .verdicts(new Verdicts() {
                            @Override
                            public String sender(SmtpPath sender) {
                                return sender.address().startsWith("spam") ? "550 5.7.1 no" : null;
                            }

                            @Override
                            public String recipient(SmtpPath recipient, int accepted) {
                                return recipient.address().startsWith("nobody") ? "550 5.1.1 who?" : null;
                            }

                            @Override
                            public String message(Received message) {
                                return message.text().contains("virus") ? "554 5.7.0 ill" : null;
                            }
                        })
                        .start();
                RawClient client = hello(server)) {
            assertThat(client.ask("MAIL FROM:<spam@b>")).isEqualTo("550 5.7.1 no");
            client.write(
                    "MAIL FROM:<a@b>\r\nRCPT TO:<nobody@b>\r\nRCPT TO:<1@b>\r\nRCPT TO:<2@b>\r\nRCPT TO:<3@b>\r\n");
            assertThat(replies(client, 5)).isEqualTo("250 550 250 250 452");
            client.write("DATA\r\n");
            assertThat(replies(client, 1)).isEqualTo("354");
            assertThat(client.ask("virus\r\n.")).isEqualTo("554 5.7.0 ill");
            assertThat(server.received()).isEmpty();

            server.faults().once("RCPT TO:<x@b>", Fault.reply("450 4.2.1 later"));
            client.write("MAIL FROM:<a@b>\r\nRCPT TO:<x@b>\r\nRCPT TO:<x@b>\r\nRSET\r\n");
            assertThat(replies(client, 4)).isEqualTo("250 450 250 250");
        }
    }

    @Test
    void aFaultAtTheEndOfTheDataDecidesWhetherItIsStored() throws IOException {
        try (SinkServer server = SinkServer.start()) {
            server.faults().once(".", Fault.reply("451 4.3.0 not now"));
            try (RawClient client = hello(server)) {
                client.write(ENVELOPE + "DATA\r\n");
                replies(client, 3);
                assertThat(client.ask("x\r\n.")).isEqualTo("451 4.3.0 not now");
                client.write(ENVELOPE);
                assertThat(replies(client, 2)).as("the transaction is over").isEqualTo("250 250");
            }
            assertThat(server.received()).isEmpty();

            server.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            try (RawClient client = hello(server)) {
                client.write(ENVELOPE + "DATA\r\n");
                replies(client, 3);
                assertThat(client.line("x\r\n.").endsWithoutAnswer()).isTrue();
            }
            assertThat(server.received()).as("stored, though nobody was told").hasSize(1);
        }
    }

    @Test
    void refusesInTheMiddleOfTheData() throws IOException {
        for (String how : new String[] {"DATA\r\n", "BDAT 100000 LAST\r\n"}) {
            try (SinkServer server = SinkServer.builder()
                            .refusesDataAfter(50_000, "552 5.2.2 full")
                            .start();
                    RawClient client = hello(server)) {
                client.write(ENVELOPE + how);
                replies(client, how.startsWith("DATA") ? 3 : 2);
                client.write("x".repeat(100_000));
                assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("552 5.2.2 full\r\n");
                assertThat(server.received()).isEmpty();
            }
        }
        try (SinkServer server = SinkServer.builder()
                        .refusesDataRudelyAfter(10, "552 5.2.2 full")
                        .start();
                RawClient client = hello(server)) {
            client.write(ENVELOPE + "DATA\r\n");
            replies(client, 3);
            client.write("x".repeat(100_000));
            assertThat(client.readSomeOrNothing()).isIn("", "552 5.2.2 full\r\n");
        }
    }

    @Test
    void countsMessagesOfAConnection() throws IOException {
        try (SinkServer server = SinkServer.builder().messagesAtMost(1).start()) {
            try (RawClient client = hello(server)) {
                client.write(ENVELOPE + "BDAT 1 LAST\r\nx" + ENVELOPE);
                assertThat(replies(client, 4)).isEqualTo("250 250 250 421");
                assertThat(client.readAll()).isEmpty();
            }
            try (RawClient client = hello(server)) {
                client.write(ENVELOPE + "BDAT 1 LAST\r\ny");
                assertThat(replies(client, 3)).isEqualTo("250 250 250");
            }
            assertThat(server.received()).extracting(Received::connection).containsExactly(1, 2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void saysWhyItClosesAnIdleConnection() throws IOException {
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.inClear().closingIdleAfter(Duration.ofMillis(20)))
                        .start();
                RawClient client = greeted(server)) {
            assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("421 nothing came for too long\r\n");
        }
    }

    @Test
    void speaksLmtp() throws IOException {
        try (SinkServer server = SinkServer.builder()
                        .lmtp()
                        .verdicts(new Verdicts() {
                            @Override
                            public String delivery(Received message, SmtpPath recipient) {
                                return recipient.address().startsWith("full") ? "450 4.2.2 full" : null;
                            }
                        })
                        .start();
                RawClient client = greeted(server)) {
            client.line("EHLO me");
            assertThat(readReply(client)).startsWith("500");
            client.line("LHLO me");
            assertThat(readReply(client)).contains("CHUNKING");
            client.write("MAIL FROM:<>\r\nRCPT TO:<a@b>\r\nRCPT TO:<full@b>\r\nRCPT TO:<c@b>\r\nDATA\r\n");
            assertThat(replies(client, 5)).isEqualTo("250 250 250 250 354");
            client.write("x\r\n.\r\n");
            assertThat(replies(client, 3)).isEqualTo("250 450 250");
            assertThat(server.only().addresses()).containsExactly("a@b", "c@b");
        }
    }

    @Test
    void knowsWhoLoggedIn() throws IOException {
        try (SinkServer server = SinkServer.builder()
                .account("user", "secret")
                .requiresLogin()
                .mechanisms("SCRAM-SHA-256-PLUS", "PLAIN")
                .transport(Transport.startTls())
                .start()) {
            try (RawClient client = greeted(server)) {
                client.line("EHLO me");
                assertThat(readReply(client)).contains("STARTTLS").doesNotContain("AUTH");
                assertThat(client.ask("STARTTLS")).startsWith("220");
                client.startTls();
                assertThat(client.ask("MAIL FROM:<>"))
                        .as("what was said in clear is forgotten")
                        .startsWith("503");
                client.line("EHLO me");
                assertThat(readReply(client))
                        .contains("AUTH SCRAM-SHA-256-PLUS PLAIN\n")
                        .doesNotContain("STARTTLS");
                assertThat(client.ask("MAIL FROM:<>")).startsWith("530");
                assertThat(client.ask("AUTH CRAM-MD5")).startsWith("504");
                assertThat(client.ask("AUTH PLAIN AHVzZXIAd3Jvbmc=")).startsWith("535");
                assertThat(client.ask("AUTH PLAIN")).isEqualTo("334 ");
                assertThat(client.ask("AHVzZXIAc2VjcmV0")).startsWith("235");
                client.write(ENVELOPE + "BDAT 1 LAST\r\nx");
                assertThat(replies(client, 3)).isEqualTo("250 250 250");
            }
            assertThat(server.only().username()).isEqualTo("user");
            assertThat(server.only().secure()).isTrue();
            try (RawClient client = greeted(server)) {
                client.write("STARTTLS\r\nEHLO injected\r\n");
                assertThat(client.readLine()).startsWith("501");
                assertThat(client.readAll()).isEmpty();
            }
        }
    }

    @Test
    void readsTheEndOfDataStrictlyOrLaxly() throws IOException {
        String smuggled = "one\n.\nMAIL FROM:<evil@b>\r\n.\r\n";
        try (SinkServer server = SinkServer.start();
                RawClient client = hello(server)) {
            client.write(ENVELOPE + "DATA\r\n");
            replies(client, 3);
            client.write(smuggled);
            assertThat(replies(client, 1)).isEqualTo("250");
            assertThat(server.only().text()).contains("evil");
        }
        try (SinkServer server = SinkServer.builder().laxEndOfData().start();
                RawClient client = hello(server)) {
            client.write(ENVELOPE + "DATA\r\n");
            replies(client, 3);
            client.write(smuggled);
            assertThat(replies(client, 3))
                    .as("stored, a new MAIL, and nonsense")
                    .isEqualTo("250 250 500");
            assertThat(server.only().text()).isEqualTo("one\n");
            client.write("RSET\r\n" + ENVELOPE + "DATA\r\n");
            replies(client, 4);
            client.write("two\r\n.\r\nNOOP\r\n");
            assertThat(replies(client, 2))
                    .as("the LF after a lax .CR is its own")
                    .isEqualTo("250 250");
            assertThat(server.counts()).containsOnlyKeys("EHLO", "MAIL", "RCPT", "DATA", ".", "RSET", "NOOP");
        }
    }

    @Test
    void countsTheWaitsOfAPipeliningClient() throws IOException {
        try (SinkServer server = SinkServer.builder()
                .transport(Transport.inClear().countingWaits())
                .start()) {
            try (RawClient client = hello(server)) {
                client.write(ENVELOPE + "BDAT 1 LAST\r\nx" + ENVELOPE + "BDAT 1 LAST\r\nx");
                replies(client, 6);
                client.write(ENVELOPE + "DATA\r\n");
                replies(client, 3);
                client.write("x\r\n.\r\nQUIT\r\n");
                replies(client, 2);
            }
            assertThat(server.received()).hasSize(3);
            assertThat(server.waits())
                    .as("after EHLO, after two messages in chunks, after DATA")
                    .isEqualTo(3);
        }
    }

    @Test
    void dropsAClientThatPipelinesButNotOneThatSendsAChunk() throws IOException {
        try (SinkServer server = SinkServer.builder().dropsPipelined().start()) {
            try (RawClient client = hello(server)) {
                client.ask("MAIL FROM:<a@b>");
                client.ask("RCPT TO:<a@b>");
                assertThat(client.write("BDAT 4 LAST\r\nabcd").readLine()).startsWith("250");
                assertThat(client.write(ENVELOPE).endsWithoutAnswer()).isTrue();
            }
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void keepsTheDigestOfALargeMessage() throws Exception {
        try (SinkServer server = SinkServer.builder().keepingMessagesUpTo(1000).start();
                RawClient client = hello(server)) {
            String text = "x".repeat(100_000) + "\r\n";
            client.write(ENVELOPE + "BDAT " + text.length() + " LAST\r\n" + text);
            assertThat(replies(client, 3)).isEqualTo("250 250 250");
            assertThat(server.only().size()).isEqualTo(text.length());
            assertThat(server.only().digest())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII))));
            assertThatThrownBy(() -> server.only().octets()).isInstanceOf(IllegalStateException.class);
            client.write(ENVELOPE + "BDAT 3 LAST\r\nabc");
            assertThat(server.awaitReceived(2).get(1).digest())
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
    }

    @Test
    void mayOnlyCount() throws IOException {
        try (SinkServer server = SinkServer.builder().countingMessagesOnly().start();
                RawClient client = hello(server)) {
            client.write(ENVELOPE + "BDAT 3 LAST\r\nabc");
            assertThat(replies(client, 3)).isEqualTo("250 250 250");
            assertThat(server.only().size()).isEqualTo(3);
            assertThatThrownBy(() -> server.only().octets()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> server.only().digest()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void blocksAClientThatOnlyWritesWhenItAnswersOneByOne() throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.inClear().socketSizes(4096, 4096).answeringOneByOne())
                        .start();
                RawClient client = hello(server)) {
            client.socket().setReceiveBufferSize(4096);
            client.socket().setSendBufferSize(4096);
            Thread writer = new Thread(() -> {
                try {
                    client.write("NOOP\r\n".repeat(2_000_000));
                } catch (IOException closedWhileBlocked) {
                    // As it should be.
                }
            });
            writer.start();
            long before = -1;
            while (server.count("NOOP") != before) {
                before = server.count("NOOP");
                Thread.sleep(200);
            }
            assertThat(writer.isAlive()).as("12 MB of commands are not taken").isTrue();
            assertThat(before).isLessThan(2_000_000);
            client.close();
            writer.join();
        }
    }
}
