package io.maillite.examples.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
    private static final Path MESSAGES = Path.of("..", "quickstart", "messages");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, UTF_8);

    private Demonstration demonstration(Servers servers, Duration patience) {
        return new Demonstration(servers, folder, patience, out);
    }

    private List<Path> deadLetters(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("dead-letters"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    @Test
    void theCommandShowsWhatTheRelayDoes() throws Exception {
        int status = Main.run(new String[0], out, out);

        assertThat(said.toString(UTF_8))
                .contains("two mailboxes with 10 messages")
                .contains("Handed to the server: 9 messages, 9 of 9 once and octet for octet")
                .contains("550 5.7.1 We do not want this")
                .contains("Left in the mailboxes: 0 of 10");
        assertThat(status).isZero();
    }

    @Test
    void mailArrivesOctetForOctetUnderTheSenderThatItCameWith() throws Exception {
        try (Servers servers = Servers.start(MESSAGES)) {
            assertThat(demonstration(servers, LONG).run()).isTrue();

            assertThat(servers.smtp.received())
                    .extracting(received -> received.octets())
                    .containsExactlyInAnyOrderElementsOf(servers.wanted());
            assertThat(servers.smtp.received(one -> one.addresses().equals(List.of("ada@example.org"))))
                    .hasSize(8)
                    .allSatisfy(one -> assertThat(one.sender().address()).isEmpty());
            assertThat(servers.smtp.received(one -> one.addresses().equals(List.of("bob@example.org"))))
                    .singleElement()
                    .satisfies(one -> assertThat(one.sender().address()).isEqualTo("carol@example.com"));
        }
    }

    @Test
    void aDeadLetterIsTheMessageOctetForOctetAndTheReason() throws Exception {
        try (Servers servers = Servers.start(MESSAGES)) {
            demonstration(servers, LONG).run();

            assertThat(deadLetters(".eml")).singleElement().satisfies(letter -> assertThat(letter)
                    .hasBinaryContent(servers.unwanted));
            assertThat(deadLetters(".reason.txt")).singleElement().satisfies(reason -> assertThat(reason)
                    .content()
                    .contains("550 5.7.1 We do not want this")
                    .contains("from lucky@example.com to ada@example.org"));
        }
    }

    @Test
    void whatMayHaveBeenDeliveredIsNotSentAgainButIsADeadLetter() throws Exception {
        try (Servers servers = Servers.start(MESSAGES)) {
            servers.smtp.faults().once(".", Fault.executeThenEnd(Ending.DROP));

            assertThat(demonstration(servers, LONG).run()).isFalse();

            assertThat(servers.inMailboxes()).isZero();
            List<String> arrived = servers.smtp.received().stream()
                    .map(received -> text(received.octets()))
                    .toList();
            List<String> dead = new ArrayList<>();
            for (Path letter : deadLetters(".eml")) {
                dead.add(text(Files.readAllBytes(letter)));
            }
            // the server may have been about to say that it does not want the one that is in doubt
            assertThat(dead).hasSize(2);
            assertThat(arrived).doesNotHaveDuplicates();
            assertThat(servers.wanted())
                    .allSatisfy(message -> assertThat(arrived.contains(text(message)) || dead.contains(text(message)))
                            .isTrue());
        }
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    @Test
    void aServerThatTakesNothingForNowLeavesAllInTheMailboxes() throws Exception {
        try (Servers servers = Servers.start(MESSAGES)) {
            servers.smtp.faults().when("MAIL", Fault.reply("451 4.3.0 Not now"));

            assertThat(demonstration(servers, Duration.ofSeconds(3)).run()).isFalse();

            assertThat(said.toString(UTF_8))
                    .contains("Handed to the server: 0 messages")
                    .contains("Left in the mailboxes: 10 of 10")
                    .contains("This is not what it should be.");
            assertThat(folder.resolve("dead-letters")).doesNotExist();
        }
    }

    @Test
    void aFileOfOnesOwnIsRelayedBy() throws Exception {
        try (Servers servers = Servers.start(MESSAGES)) {
            String own = Files.readString(Path.of("src", "main", "resources", "application.properties"))
                    .replace("smtp.example.org:587", servers.smtp.host() + ":" + servers.smtp.port())
                    .replace("pop3.example.com", servers.ada.host() + ":" + servers.ada.port())
                    .replace("pop3.example.net", servers.bob.host() + ":" + servers.bob.port())
                    .replaceAll("\\{\\{env:[A-Z]+_PASSWORD}}", Servers.PASSWORD)
                    .replace("STARTTLS", "NONE\ncamel.component.pop3lite.tls = NONE")
                    .replace("= 60000", "= 500")
                    .replace("= processed.txt", "= " + folder.resolve("processed.txt"))
                    .replace("= dead-letters", "= " + folder.resolve("dead-letters"));
            // Until as many exchanges are done as there are messages, and one more for the message that is taken later.
            Path file =
                    Files.writeString(folder.resolve("my.properties"), own + "camel.main.durationMaxMessages = 11\n");

            assertThat(Main.run(new String[] {file.toString()}, out, out)).isZero();

            assertThat(servers.smtp.received())
                    .extracting(received -> received.octets())
                    .containsExactlyInAnyOrderElementsOf(servers.wanted());
            assertThat(servers.inMailboxes()).isZero();
        }
    }

    @Test
    void aFileThatIsNotThereIsAnError() throws Exception {
        assertThat(Main.run(new String[] {"nowhere.properties"}, out, out)).isEqualTo(2);

        assertThat(said.toString(UTF_8)).contains("There is no file nowhere.properties");
    }
}
