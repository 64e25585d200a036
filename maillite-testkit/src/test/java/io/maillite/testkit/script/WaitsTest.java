package io.maillite.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WaitsTest {

    @Test
    void eachAnswerThatTheClientAwaitsIsOneWait() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 hello
                C: EHLO me
                S: 250 hello
                C: NOOP
                S: 250 ok
                C: QUIT
                S: 221 bye
                """)) {
            try (RawClient client = new RawClient(server.port())) {
                client.readLine();
                client.ask("EHLO me");
                client.ask("NOOP");
                client.ask("QUIT");
            }
            server.verify();
            assertThat(server.waits())
                    .as("after 250 hello and 250 ok; the greeting answers nothing, and nothing follows QUIT")
                    .isEqualTo(2);
        }
    }

    @Test
    void commandsInOneWriteAreOneWait() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 hello
                C: MAIL FROM:<>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: DATA
                S: 354 go
                -- content
                S: 250 stored
                C: QUIT
                S: 221 bye
                """)) {
            try (RawClient client = new RawClient(server.port())) {
                client.readLine();
                client.write("MAIL FROM:<>\r\nRCPT TO:<a@example.org>\r\nDATA\r\n");
                client.readLine();
                client.readLine();
                client.readLine();
                client.write("content\r\n.\r\nQUIT\r\n");
                client.readLine();
                client.readLine();
            }
            server.verify();
            assertThat(server.waits()).as("for 354 alone").isEqualTo(1);
        }
    }

    @Test
    void underTlsTheyAreCountedTheSame() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("""
                -- starttls
                S: +OK hello
                C: STAT
                S: +OK 0 0
                C: NOOP
                S: +OK
                C: NOOP
                S: +OK
                C: QUIT
                S: +OK
                """)) {
            try (RawClient client = new RawClient(server.port()).startTls()) {
                client.readLine();
                client.ask("STAT");
                client.write("NOOP\r\nNOOP\r\nQUIT\r\n");
                client.readLine();
                client.readLine();
                client.readLine();
            }
            server.verify();
            assertThat(server.waits()).as("for the answer to STAT").isEqualTo(1);
        }
    }
}
