package io.maillite.testkit.pop3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.RawClient;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.sasl.SaslServer;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaildropServerTest {
    private static final byte[] ONE = "Subject: one\r\n\r\n.dot\r\n..\r\nend\r\n".getBytes(US_ASCII);
    private static final byte[] TWO = "Subject: two\r\n\r\n1\r\n2\r\n3\r\n".getBytes(US_ASCII);

    private static RawClient greeted(MaildropServer server) throws IOException {
        RawClient client = new RawClient(server.port());
        assertThat(client.readLine()).startsWith("+OK");
        return client;
    }

    private static RawClient loggedIn(MaildropServer server) throws IOException {
        RawClient client = greeted(server);
        assertThat(client.ask("USER user")).isEqualTo("+OK");
        assertThat(client.ask("PASS secret")).isEqualTo("+OK logged in");
        return client;
    }

    @Test
    void servesAMaildrop() throws IOException {
        try (MaildropServer server = MaildropServer.start()) {
            server.maildrop().add(ONE).add("two", TWO);
            try (RawClient client = loggedIn(server)) {
                assertThat(client.ask("STAT")).isEqualTo("+OK 2 " + (ONE.length + TWO.length));
                assertThat(client.ask("LIST")).startsWith("+OK");
                assertThat(client.readListing()).isEqualTo("1 " + ONE.length + "\n2 " + TWO.length + "\n");
                assertThat(client.ask("UIDL")).startsWith("+OK");
                assertThat(client.readListing()).isEqualTo("1 uid-1\n2 two\n");
                assertThat(client.ask("LIST 2")).isEqualTo("+OK 2 " + TWO.length);
                assertThat(client.ask("UIDL 2")).isEqualTo("+OK 2 two");
                assertThat(client.ask("UIDL 3")).isEqualTo("-ERR no such message");
                assertThat(client.ask("RETR 1")).startsWith("+OK");
                assertThat(client.readListing()).isEqualTo("Subject: one\n\n..dot\n...\nend\n");
                assertThat(client.ask("TOP 2 2")).startsWith("+OK");
                assertThat(client.readListing()).isEqualTo("Subject: two\n\n1\n2\n");
                assertThat(client.ask("TOP 2 0")).startsWith("+OK");
                assertThat(client.readListing()).isEqualTo("Subject: two\n\n");
                assertThat(client.ask("DELE 1")).isEqualTo("+OK marked");
                assertThat(client.ask("RETR 1")).startsWith("-ERR");
                assertThat(client.ask("RSET")).startsWith("+OK");
                assertThat(client.ask("DELE 2")).isEqualTo("+OK marked");
                assertThat(client.ask("STAT")).isEqualTo("+OK 1 " + ONE.length);
                assertThat(client.ask("NOOP")).isEqualTo("+OK");
                assertThat(client.ask("LANG eo")).startsWith("+OK");
                assertThat(server.maildrop().size()).as("not before QUIT").isEqualTo(2);
                assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
                assertThat(client.readAll()).isEmpty();
            }
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1");
            assertThat(server.commits()).isEqualTo(1);
            assertThat(server.count("UIDL")).isEqualTo(3);
            assertThat(server.counts()).containsEntry("LIST", 2L);
        }
    }

    @Test
    void marksAreForgottenWithoutQuit() throws IOException {
        try (MaildropServer server = MaildropServer.start()) {
            server.maildrop().add(ONE);
            try (RawClient client = loggedIn(server)) {
                client.ask("DELE 1");
            }
            try (RawClient client = loggedIn(server)) {
                assertThat(client.ask("STAT")).startsWith("+OK 1 ");
            }
            assertThat(server.commits()).isZero();
            assertThat(server.logins()).isEqualTo(2);
        }
    }

    @Test
    void answersCommandsThatCameTogetherAndCountsTheWaits() throws IOException {
        try (MaildropServer server = MaildropServer.builder()
                .transport(Transport.inClear().countingWaits())
                .start()) {
            server.maildrop().addMany(20, i -> MessageContent.generated("message " + i, 500));
            try (RawClient client = loggedIn(server)) {
                StringBuilder all = new StringBuilder();
                for (int i = 1; i <= 20; i++) {
                    all.append("RETR ").append(i).append("\r\nDELE ").append(i).append("\r\n");
                }
                client.write(all + "STAT\r\n");
                for (int i = 1; i <= 20; i++) {
                    assertThat(client.readLine()).isEqualTo("+OK message follows");
                    assertThat(client.readListing()).startsWith("Subject: message " + i + "\n\n");
                    assertThat(client.readLine()).isEqualTo("+OK marked");
                }
                assertThat(client.readLine()).isEqualTo("+OK 0 0");
                client.ask("QUIT");
            }
            assertThat(server.waits())
                    .as("after USER, after PASS, and after all of the rest")
                    .isEqualTo(3);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void waitsMustBeAskedFor() {
        try (MaildropServer server = MaildropServer.start()) {
            assertThatThrownBy(server::waits).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void generatedMessagesHaveTheSizeThatTheySay() throws IOException {
        for (long size : new long[] {40, 132, 133, 134, 500, 100_000}) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            MessageContent content = MessageContent.generated("some subject", size);
            content.writeTo(octets);
            assertThat(octets.size()).isEqualTo((int) content.size()).isEqualTo((int) size);
            assertThat(octets.toString(US_ASCII))
                    .startsWith("Subject: some subject\r\n\r\n")
                    .endsWith("\r\n");
        }
    }

    @Test
    void announcesWhatItCanOrWhatItIsToldTo() throws IOException {
        try (MaildropServer server = MaildropServer.builder()
                .capabilities("TOP", "UIDL")
                .capabilitiesAfterLogin("TOP", "PIPELINING")
                .start()) {
            try (RawClient client = greeted(server)) {
                client.ask("CAPA");
                assertThat(client.readListing()).isEqualTo("TOP\nUIDL\n");
            }
            try (RawClient client = loggedIn(server)) {
                client.ask("CAPA");
                assertThat(client.readListing()).isEqualTo("TOP\nPIPELINING\n");
            }
        }
        try (MaildropServer server = MaildropServer.builder()
                        .withoutUidl()
                        .withoutCapa()
                        .withoutTop()
                        .start();
                RawClient client = loggedIn(server)) {
            server.maildrop().add(ONE);
            assertThat(client.ask("CAPA")).startsWith("-ERR");
            assertThat(client.ask("UIDL")).startsWith("-ERR");
            assertThat(client.ask("TOP 1 0")).startsWith("-ERR");
        }
        try (MaildropServer server = MaildropServer.builder()
                        .withoutPipelining()
                        .mechanisms("PLAIN")
                        .start();
                RawClient client = greeted(server)) {
            client.ask("CAPA");
            assertThat(client.readListing()).contains("SASL PLAIN\n").doesNotContain("PIPELINING", "STLS");
        }
    }

    @Test
    void takesApop() throws IOException {
        try (MaildropServer server =
                        MaildropServer.builder().withApop().withoutUserPass().start();
                RawClient client = new RawClient(server.port())) {
            String greeting = client.readLine();
            String digest = SaslServer.apopDigest(greeting.substring(greeting.indexOf('<')), "secret");
            assertThat(client.ask("USER user")).startsWith("-ERR");
            assertThat(client.ask("APOP user 0000")).startsWith("-ERR [AUTH]");
            assertThat(client.ask("APOP user " + digest)).isEqualTo("+OK logged in");
        }
    }

    @Test
    void takesSasl() throws IOException {
        try (MaildropServer server = MaildropServer.start();
                RawClient client = greeted(server)) {
            assertThat(client.ask("AUTH")).startsWith("+OK");
            assertThat(client.readListing()).contains("SCRAM-SHA-256\n").doesNotContain("PLUS");
            assertThat(client.ask("AUTH PLAIN")).isEqualTo("+ ");
            assertThat(client.ask("*")).startsWith("-ERR [AUTH]");
            assertThat(client.ask("AUTH PLAIN AHVzZXIAc2VjcmV0")).isEqualTo("+OK logged in");
        }
        try (MaildropServer server =
                        MaildropServer.builder().withoutInitialResponses().start();
                RawClient client = greeted(server)) {
            assertThat(client.ask("AUTH PLAIN AHVzZXIAc2VjcmV0")).startsWith("-ERR");
            assertThat(client.ask("AUTH PLAIN")).isEqualTo("+ ");
            assertThat(client.ask("AHVzZXIAc2VjcmV0")).isEqualTo("+OK logged in");
        }
    }

    @Test
    void speaksTlsAtOnceOrWhenAsked() throws IOException {
        try (MaildropServer server = MaildropServer.builder()
                        .transport(Transport.implicitTls())
                        .start();
                RawClient client = new RawClient(server.port()).startTls()) {
            assertThat(client.readLine()).isEqualTo("+OK ready");
            client.ask("CAPA");
            assertThat(client.readListing()).contains("SCRAM-SHA-256-PLUS").doesNotContain("STLS");
        }
        try (MaildropServer server =
                MaildropServer.builder().transport(Transport.startTls()).start()) {
            try (RawClient client = greeted(server)) {
                client.ask("CAPA");
                assertThat(client.readListing()).contains("STLS\n");
                assertThat(client.ask("STLS")).isEqualTo("+OK begin");
                client.startTls();
                assertThat(client.ask("STLS")).startsWith("-ERR");
                assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
            }
            try (RawClient client = greeted(server)) {
                client.write("STLS\r\nUSER injected\r\n");
                assertThat(client.readLine()).startsWith("-ERR");
                assertThat(client.readAll()).isEmpty();
            }
        }
    }

    @Test
    void liesAsItIsTold() throws IOException {
        try (MaildropServer server = MaildropServer.builder()
                .sizes(message -> message.uniqueId().equals("a") ? "ten" : "0")
                .listing((verb, lines) -> {
                    List<String> reversed = new ArrayList<>(lines);
                    Collections.reverse(reversed);
                    return verb.equals("LIST") ? reversed : reversed.subList(0, 1);
                })
                .listsAtMost(2)
                .start()) {
            server.maildrop().add("a", ONE).add("b", TWO).add("c", TWO);
            try (RawClient client = loggedIn(server)) {
                client.ask("LIST");
                assertThat(client.readListing()).isEqualTo("2 0\n1 ten\n");
                client.ask("UIDL");
                assertThat(client.readListing()).isEqualTo("2 b\n");
                assertThat(client.ask("RETR 3")).startsWith("-ERR");
            }
        }
    }

    @Test
    void locksTheMaildropUntilTheSessionEnds() throws IOException {
        try (MaildropServer server = MaildropServer.builder().exclusive().start();
                RawClient first = loggedIn(server);
                RawClient second = greeted(server)) {
            second.ask("USER user");
            assertThat(second.ask("PASS secret")).startsWith("-ERR [IN-USE]");
            assertThat(first.ask("QUIT")).isEqualTo("+OK bye");
            second.ask("USER user");
            assertThat(second.ask("PASS secret")).isEqualTo("+OK logged in");
        }
    }

    @Test
    void removesWhatItCanAndSaysSo() throws IOException {
        try (MaildropServer server = MaildropServer.builder()
                .undeletable(message -> message.uniqueId().equals("b"))
                .start()) {
            server.maildrop().add("a", ONE).add("b", TWO);
            try (RawClient client = loggedIn(server)) {
                client.ask("DELE 1");
                client.ask("DELE 2");
                assertThat(client.ask("QUIT")).startsWith("-ERR");
            }
            assertThat(server.maildrop().uniqueIds()).containsExactly("b");
            assertThat(server.commits()).isZero();
        }
        try (MaildropServer server = MaildropServer.builder().keepsDeleted().start()) {
            server.maildrop().add("a", ONE);
            try (RawClient client = loggedIn(server)) {
                client.ask("DELE 1");
                assertThat(client.ask("QUIT")).startsWith("+OK");
            }
            assertThat(server.maildrop().uniqueIds()).containsExactly("a");
        }
    }

    @Test
    void dropsAClientThatPipelines() throws IOException {
        try (MaildropServer server = MaildropServer.builder().dropsPipelined().start();
                RawClient client = loggedIn(server)) {
            assertThat(client.ask("NOOP")).isEqualTo("+OK");
            client.write("NOOP\r\nNOOP\r\n");
            assertThat(client.endsWithoutAnswer()).isTrue();
        }
    }

    @Test
    void hasTheFaultsThatItIsTold() throws IOException {
        try (MaildropServer server = MaildropServer.start()) {
            server.maildrop().add(ONE).add(TWO);
            server.faults()
                    .once("RETR 1", Fault.reply("-ERR not now"))
                    .once("DELE", Fault.replyAndClose("-ERR [SYS/TEMP] shutting down"));
            try (RawClient client = loggedIn(server)) {
                assertThat(client.ask("RETR 1")).isEqualTo("-ERR not now");
                assertThat(client.ask("RETR 1")).startsWith("+OK");
                client.readListing();
                assertThat(client.ask("DELE 1")).isEqualTo("-ERR [SYS/TEMP] shutting down");
                assertThat(client.readAll()).isEmpty();
            }

            server.faults().once("QUIT", Fault.executeThenEnd(Ending.DROP));
            try (RawClient client = loggedIn(server)) {
                client.ask("DELE 1");
                assertThat(client.ask("QUIT")).isEmpty();
            }
            assertThat(server.maildrop().size())
                    .as("committed, though nobody was told")
                    .isEqualTo(1);

            server.faults().once("QUIT", Fault.end(Ending.RESET));
            try (RawClient client = loggedIn(server)) {
                client.ask("DELE 1");
                assertThatThrownBy(() -> client.ask("QUIT")).isInstanceOf(SocketException.class);
            }
            assertThat(server.maildrop().size()).isEqualTo(1);

            server.faults().once("RETR", Fault.cutAnswerAfter(7, Ending.DROP));
            try (RawClient client = loggedIn(server)) {
                assertThat(new String(client.line("RETR 1").readAll(), US_ASCII))
                        .isEqualTo("+OK mes");
            }

            server.faults().after(2, "NOOP", Fault.reply("-ERR enough"));
            try (RawClient client = loggedIn(server)) {
                assertThat(client.ask("NOOP") + client.ask("NOOP") + client.ask("NOOP") + client.ask("NOOP"))
                        .isEqualTo("+OK+OK-ERR enough+OK");
            }

            server.faults().once("CONNECT", Fault.replyAndClose("-ERR go away"));
            try (RawClient client = new RawClient(server.port())) {
                assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("-ERR go away\r\n");
            }
        }
    }

    @Test
    void mailMayArriveBetweenTwoCommands() throws IOException {
        try (MaildropServer server = MaildropServer.start()) {
            server.faults().once("NOOP", Fault.first(() -> server.maildrop().add(ONE)));
            try (RawClient client = loggedIn(server)) {
                client.ask("NOOP");
                assertThat(server.maildrop().size()).isEqualTo(1);
                assertThat(client.ask("STAT"))
                        .as("the session sees what was there at its login")
                        .isEqualTo("+OK 0 0");
            }
        }
    }

    @Test
    void aLargeMailboxAndALargeMessageAreNoTrouble() throws IOException {
        try (MaildropServer server = MaildropServer.builder()
                .transport(Transport.inClear().socketSizes(4096, 4096))
                .start()) {
            server.maildrop()
                    .addMany(100_000, i -> MessageContent.generated("message " + i, 100))
                    .add("large", MessageContent.generated("large", 8 << 20));
            try (RawClient client = loggedIn(server)) {
                client.ask("UIDL");
                assertThat(client.skipListing()).isGreaterThan(1_000_000);
            }
            try (RawClient client = loggedIn(server)) {
                client.ask("RETR 100001");
                assertThat(client.skipListing()).isEqualTo(8 << 20);
            }
        }
    }
}
