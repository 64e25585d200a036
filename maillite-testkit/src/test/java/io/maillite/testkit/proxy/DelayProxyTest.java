package io.maillite.testkit.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.RawClient;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.script.Dialogue;
import io.maillite.testkit.script.ScriptedServer;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelayProxyTest {
    private static final Duration ONE_WAY = Duration.ofMillis(40);
    private static final long ROUND_TRIP_NANOS = 2 * ONE_WAY.toNanos();

    @Test
    void everythingTakesItsTimeAndInOrder() throws IOException {
        try (MaildropServer server = MaildropServer.start();
                DelayProxy line = DelayProxy.to(server.port(), ONE_WAY)) {
            server.maildrop().add(MessageContent.generated("large", 1 << 20));
            long begin = System.nanoTime();
            try (RawClient client = new RawClient(line.port())) {
                assertThat(client.readLine()).isEqualTo("+OK ready");
                assertThat(System.nanoTime() - begin)
                        .as("SYN, SYN-ACK, ACK, greeting")
                        .isGreaterThanOrEqualTo(2 * ROUND_TRIP_NANOS);
                begin = System.nanoTime();
                assertThat(client.ask("USER user")).isEqualTo("+OK");
                assertThat(client.ask("PASS secret")).startsWith("+OK");
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(2 * ROUND_TRIP_NANOS);
                client.ask("RETR 1");
                assertThat(client.skipListing()).isEqualTo(1 << 20);
            }
            assertThat(line.octets(Direction.TO_CLIENT)).isGreaterThan(1 << 20);
            assertThat(line.connections()).isEqualTo(1);
        }
    }

    @Test
    void takesInWhatIsSaidWhileNothingHasComeOut() throws IOException {
        try (MaildropServer server = MaildropServer.start();
                DelayProxy line = DelayProxy.to(server.port(), Duration.ofHours(1));
                RawClient client = new RawClient(line.port())) {
            String commands = "NOOP\r\n".repeat(4000);
            for (int i = 0; i < 1000; i++) {
                client.write(commands);
            }
            assertThat(line.octets(Direction.TO_SERVER))
                    .as("24 MB are on their way, and none has arrived")
                    .isZero();
            assertThat(server.connections()).as("nor has the connection").isZero();
        }
    }

    @Test
    void manySegmentsTakeNoLongerThanOne() throws IOException {
        int commands = 200;
        try (MaildropServer server = MaildropServer.start();
                DelayProxy line = DelayProxy.to(server.port(), ONE_WAY);
                RawClient client = new RawClient(line.port())) {
            client.readLine();
            client.ask("USER user");
            client.ask("PASS secret");
            long begin = System.nanoTime();
            for (int i = 0; i < commands; i++) {
                client.line("NOOP");
            }
            for (int i = 0; i < commands; i++) {
                assertThat(client.readLine()).isEqualTo("+OK");
            }
            assertThat(System.nanoTime() - begin)
                    .isGreaterThanOrEqualTo(ROUND_TRIP_NANOS)
                    .as("one after the other would take 16 s; this takes 80 ms, and whatever the machine is busy with")
                    .isLessThan(commands * ROUND_TRIP_NANOS);
        }
    }

    @Test
    void passesHalfClosesAndResetsOn() throws IOException {
        Dialogue dialogue =
                Dialogue.script().send("hello").read(3).clientCloses().build();
        try (ScriptedServer server = ScriptedServer.start(dialogue, Dialogue.of("S: hello\nC: x\n-- reset"));
                DelayProxy line = DelayProxy.to(server.port(), Duration.ofMillis(5))) {
            try (RawClient client = new RawClient(line.port())) {
                client.write("abc").socket().shutdownOutput();
                assertThat(new String(client.readAll(), US_ASCII)).isEqualTo("hello\r\n");
            }
            try (RawClient client = new RawClient(line.port())) {
                client.readLine();
                client.line("x");
                assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
            }
            server.verify();
        }
    }

    @Test
    void aServerThatIsNotThereEndsTheConnection() throws IOException {
        int nobody;
        try (ScriptedServer gone = ScriptedServer.builder().start()) {
            nobody = gone.port();
        }
        try (DelayProxy line = DelayProxy.to(nobody, Duration.ofMillis(1));
                RawClient client = new RawClient(line.port())) {
            assertThat(client.endsWithoutAnswer()).isTrue();
        }
    }
}
