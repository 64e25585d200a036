package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is legal in an envelope, and how it goes over the wire. */
class SmtpEnvelopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org",
                "a.b+c@example.org",
                "a..b@example.org",
                "\"a b\"@example.org",
                "\"a\\\"b<c>\"@example.org",
                "a@[192.0.2.1]",
                "a@[IPv6:2001:db8::1]",
                "postmaster",
                "Postmaster",
                "a=b/c!d%e@sub.example.org",
                "a@host_with_underscore.example.org",
                "a@example.org.",
                ".@a"
            })
    void legalAddressesGoAsTheyAre(String address) throws Exception {
        assertThat(SmtpAddress.parse(address).ascii()).isEqualTo(address);
        assertThat(SmtpAddress.parse(" " + address + " ").needsUtf8()).isFalse();
    }

    /** Those that are read in one look are those that the grammar says, as the test says it. */
    @Test
    void whatIsPlainGoesAsItIs() throws Exception {
        Pattern grammar = Pattern.compile("[\\w!#$%&'*+/=?^`{|}~.-]+@[\\w-]+(\\.[\\w-]+)*\\.?");
        String pieces = "aaaZ9..@@-_!~ \"<>[]:\\\u00e9\u0001";
        Random random = new Random(5);
        int plain = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8) + 2; length > 0; length--) {
                text.append(pieces.charAt(random.nextInt(random.nextBoolean() ? 9 : pieces.length())));
            }
            String address = text.toString().strip();
            if (grammar.matcher(address).matches()) {
                plain++;
                assertThat(SmtpAddress.parse(address).ascii()).isEqualTo(address);
                assertThat(SmtpAddress.parse(address).needsUtf8()).isFalse();
            } else {
                requireNoPlain(address);
            }
        }
        assertThat(plain).isGreaterThan(1000);
    }

    private static void requireNoPlain(String address) {
        try {
            assertThat(SmtpAddress.parse(address).plain()).as(address).isNull();
        } catch (SmtpAddress.Malformed e) {
            assertThat(e).hasMessageContaining("cannot be used");
        }
    }

    /** Whoever sends a mail that is forwarded may have written it: it must not overflow the stack. */
    @Test
    void anAddressWithoutAnEndIsRefused() {
        for (String address : List.of(
                "\"" + "\\b".repeat(20_000) + "\"@example.org",
                "a@" + "b.".repeat(20_000) + "c",
                "a".repeat(990) + "@example.org")) {
            assertThatThrownBy(() -> SmtpAddress.parse(address))
                    .isInstanceOf(SmtpAddress.Malformed.class)
                    .hasMessageContaining("longer than 1000 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "a",
                "@example.org",
                "a@",
                "a b@example.org",
                "Jane <a@example.org>",
                "<a@example.org>",
                "a@example.org>",
                "a@example.org\r\nRCPT TO:<b@example.org>",
                "a\rb@example.org",
                "a@exam\nple.org",
                "a\u0000b@example.org",
                "a@example.org BODY=8BITMIME",
                "a@b@example.org",
                "\"a\"b\"@example.org",
                "\"a\r\nb\"@example.org",
                "a@exa mple.org",
                "a@[1.2.3.4",
                "a@[1.2.3.4]>",
                "a@.example.org",
                "a@example..org",
                "a,b@example.org",
                "a\u2028b@example.org",
                "a\u202eb@example.org",
                "\ud800@example.org",
                "a@ex\u2100mple.org",
                "a@[x>]",
                "a@[x\"]",
                "a@stra\u00dfe>.example.org",
                "a@stra\u00dfe> BODY=BINARYMIME.example.org",
                "a@stra\u00dfe..example.org"
            })
    void m58IllegalAddressesAreRefusedBeforeAnythingIsSent(String address) throws Exception {
        assertThatThrownBy(() -> SmtpAddress.parse(address)).isInstanceOf(SmtpAddress.Malformed.class);
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            for (Envelope envelope : List.of(
                    Envelope.of(address, "a@example.org"), Envelope.of("a@example.org", "b@example.org", address))) {
                SendResult result = session.send(new MailObject(envelope, Mails.text(Mails.TEXT)));
                assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
                assertThat(result.reply()).isEmpty();
                assertThat(result.failure().orElseThrow()).hasMessageContaining("Nothing was sent");
            }
            assertThat(server.count("MAIL")).isZero();
            assertThat(server.count("RCPT")).isZero();
        }
    }

    @Test
    void noRecipientIsRefused() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(new MailObject(Envelope.of("a@example.org"), Mails.text(Mails.TEXT)));
            assertThat(result.failure().orElseThrow()).hasMessageContaining("no recipient");
        }
    }

    @Test
    void m59NullSender() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(new MailObject(Envelope.of(Envelope.NULL_SENDER, "postmaster"), Mails.text(Mails.TEXT)))
                    .orThrow();
            assertThat(server.only().sender().address()).isEmpty();
            assertThat(server.only().addresses()).containsExactly("postmaster");
        }
    }

    @Test
    void repeatedRecipientIsAskedForOnce() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(Mails.mail("a@example.org", "b@example.org", "a@example.org"))
                    .orThrow();
            assertThat(server.only().addresses()).containsExactly("a@example.org", "b@example.org");
        }
    }

    /** RFC 5321 section 2.4: it is one mailbox, and over LMTP it would be two copies. */
    @Test
    void recipientsThatDifferInTheCaseOfTheDomainAreOne() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(Mails.mail("b@example.org", "b@Example.ORG", "B@example.org"))
                    .orThrow();
            assertThat(server.only().addresses()).containsExactly("b@example.org", "B@example.org");

            Envelope spelt = Envelope.of("from@example.org", "c@example.org", "c@EXAMPLE.org")
                    .withSingleRecipientParameters(Map.of("c@Example.org", Map.of("NOTIFY", "NEVER")));
            session.send(new MailObject(spelt, Mails.text(Mails.TEXT))).orThrow();
            assertThat(server.received().get(1).recipients().get(0).parameters())
                    .containsEntry("NOTIFY", "NEVER");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a@bücher.example,a@xn--bcher-kva.example",
        "a@例え.テスト,a@xn--r8jz45g.xn--zckzah",
        "a@BÜCHER.example,a@xn--bcher-kva.example"
    })
    void m38DomainGoesAsALabels(String address, String sent) throws Exception {
        try (SinkServer server = SinkServer.builder().without("SMTPUTF8").start();
                SmtpSession session = client(server).open()) {
            session.send(Mails.mail(address)).orThrow();
            assertThat(server.only().addresses()).containsExactly(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jörg@example.org", "a@straße.example", "a@βόλος.example"})
    void m38WhatOnlySmtputf8CanCarryIsRefusedWithoutIt(String address) throws Exception {
        try (SinkServer server = SinkServer.builder().without("SMTPUTF8").start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(Mails.mail(address));
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("SMTPUTF8");
            assertThat(server.count("MAIL")).isZero();
        }
    }

    @Test
    void m38Smtputf8OnlyWhereItIsNeeded() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(Mails.mail("jörg@straße.example")).orThrow();
            session.send(Mails.mail("a@example.org")).orThrow();
            session.send(Mails.mail("a@bücher.example")).orThrow();

            assertThat(server.received().get(0).sender().parameters()).containsKey("SMTPUTF8");
            assertThat(server.received().get(0).addresses()).containsExactly("jörg@straße.example");
            assertThat(server.received().get(1).sender().parameters()).doesNotContainKey("SMTPUTF8");
            assertThat(server.received().get(2).sender().parameters()).doesNotContainKey("SMTPUTF8");
        }
    }

    /** CVE-2025-7962: a cast would make a carriage return and a line feed of these. */
    @Test
    void charactersAreNeverCast() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(Mails.mail("a\u760d\u760ab@example.org")).orThrow();
            assertThat(server.only().addresses()).containsExactly("a\u760d\u760ab@example.org");
        }
    }

    @Test
    void m39DeliveryStatusNotificationsAreEncodedAsXtext() throws Exception {
        Envelope envelope = Envelope.of("from@example.org", "a@example.org", "b@example.org")
                .withMailParameters(Map.of("RET", "hdrs", "ENVID", "a+b=c d"))
                .withRecipientParameters(Map.of("NOTIFY", "success, failure"))
                .withSingleRecipientParameters(
                        Map.of("b@example.org", Map.of("notify", "never", "ORCPT", "rfc822;x+y z@example.org")));
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(new MailObject(envelope, Mails.text(Mails.TEXT))).orThrow();

            assertThat(server.only().sender().parameters())
                    .containsEntry("RET", "HDRS")
                    .containsEntry("ENVID", "a+2Bb+3Dc+20d");
            assertThat(server.only().recipients().get(0).parameters()).isEqualTo(Map.of("NOTIFY", "SUCCESS,FAILURE"));
            assertThat(server.only().recipients().get(1).parameters())
                    .isEqualTo(Map.of("NOTIFY", "NEVER", "ORCPT", "rfc822;x+2By+20z@example.org"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL|RET|SOME",
                "MAIL|RET|",
                "MAIL|NOTIFY|NEVER",
                "RCPT|RET|FULL",
                "RCPT|NOTIFY|NEVER,DELAY",
                "RCPT|NOTIFY|",
                "RCPT|ORCPT|rfc 822;a",
                "RCPT|ORCPT|rfc822;",
                "MAIL|ENVID|ünic",
                "MAIL|BY|120",
                "MAIL|BY|-1;R",
                "MAIL|BY|30;R",
                "MAIL|HOLDFOR|0",
                "MAIL|HOLDFOR|1001",
                "MAIL|HOLDUNTIL|tomorrow",
                "MAIL|HOLDUNTIL|2040-01-01T00:00:00Z",
                "MAIL|MT-PRIORITY|10",
                "MAIL|SIZE|3",
                "MAIL|BODY|7BIT",
                "MAIL|SMTPUTF8|",
                "MAIL|X-OTHER|y",
                "MAIL|X OTHER|y",
                "MAIL|XKNOWN|a b",
                "MAIL|XKNOWN|a=b",
                "MAIL|REQUIRETLS|"
            })
    void m39M41ParameterThatIsNotLegalOrNotOfferedIsRefused(String verb, String name, String value) throws Exception {
        Map<String, String> parameters = Map.of(name, value == null ? "" : value);
        try (SinkServer server = SinkServer.builder()
                        .with(
                                "DELIVERBY 60",
                                "FUTURERELEASE 1000 2030-01-01T00:00:00Z",
                                "MT-PRIORITY",
                                "XKNOWN",
                                "REQUIRETLS")
                        .start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(
                    verb.equals("MAIL")
                            ? Mails.withParameters(parameters, Map.of())
                            : Mails.withParameters(Map.of(), parameters));
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("The ESMTP parameter " + name);
            assertThat(server.count("MAIL")).isZero();
        }
    }

    /** What is wrong whatever the server may offer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL|RET|SOME", "MAIL|NOTIFY|NEVER", "MAIL|SIZE|3", "MAIL|BODY|7BIT", "MAIL|X OTHER|y",
                        "MAIL|X-OTHER|a b",
                "MAIL|BY|120", "MAIL|ENVID|", "RCPT|NOTIFY|SOMETIMES", "RCPT|RET|FULL", "RCPT|ORCPT|rfc822;",
                        "RCPT|''|x"
            })
    void parametersThatNoServerTakesAreFoundWithoutOne(String verb, String name, String value) {
        Map<String, String> parameters = Map.of(name, value == null ? "" : value);
        Envelope envelope = Envelope.of("from@example.org", "a@example.org");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> (verb.equals("MAIL")
                                ? envelope.withMailParameters(parameters)
                                : envelope.withRecipientParameters(parameters))
                        .requireParameters())
                .withMessageContaining("The ESMTP parameter " + name);
        if (verb.equals("RCPT")) {
            Envelope single = envelope.withSingleRecipientParameters(Map.of("a@example.org", parameters));
            assertThatIllegalArgumentException().isThrownBy(single::requireParameters);
        }
    }

    @Test
    void parametersThatAServerMayTakeAreLeftToIt() {
        Envelope.of("from@example.org", "a@example.org")
                .withMailParameters(Map.of(
                        "RET", "full", "ENVID", "x", "BY", "5;R", "HOLDFOR", "5", "REQUIRETLS", "", "X-OTHER", "y"))
                .withRecipientParameters(Map.of("NOTIFY", "success,delay", "ORCPT", "a@example.org"))
                .requireParameters();
    }

    @ParameterizedTest
    @CsvSource({"RET,FULL", "ENVID,x", "BY,60;R", "HOLDFOR,5", "MT-PRIORITY,3", "REQUIRETLS,''"})
    void m39M41ParameterOfAnExtensionThatIsNotOfferedIsRefused(String name, String value) throws Exception {
        try (SinkServer server = SinkServer.builder().without("DSN").start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(Mails.withParameters(Map.of(name, value), Map.of()));
            assertThat(result.failure().orElseThrow()).hasMessageContaining("does not offer");
        }
    }

    @Test
    void parametersOfMoreExtensionsGoWhereTheyAreOffered() throws Exception {
        Map<String, String> parameters =
                Map.of("BY", "120;nt", "HOLDFOR", "500", "MT-PRIORITY", "-3", "REQUIRETLS", "");
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.implicitTls())
                        .with("DELIVERBY", "FUTURERELEASE 1000", "MT-PRIORITY MIXER", "REQUIRETLS")
                        .start();
                SmtpSession session = client(server)
                        .tls(TlsMode.IMPLICIT)
                        .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                        .open()) {
            session.send(Mails.withParameters(parameters, Map.of())).orThrow();
            assertThat(server.only().sender().parameters())
                    .containsEntry("BY", "120;NT")
                    .containsEntry("HOLDFOR", "500")
                    .containsEntry("MT-PRIORITY", "-3")
                    .containsEntry("REQUIRETLS", "");
        }
    }

    @Test
    void parametersForSomebodyElseAreRefused() throws Exception {
        Envelope envelope = Envelope.of("from@example.org", "a@example.org")
                .withSingleRecipientParameters(Map.of("b@example.org", Map.of("NOTIFY", "NEVER")));
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(new MailObject(envelope, Mails.text(Mails.TEXT)));
            assertThat(result.failure().orElseThrow()).hasMessageContaining("b@example.org");
        }
    }
}
