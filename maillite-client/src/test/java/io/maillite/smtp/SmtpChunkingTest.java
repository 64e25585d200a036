package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static io.maillite.smtp.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.Verdicts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpChunkingTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "PIPELINING"})
    void m54RefusalInTheMiddleStopsAndTheSessionGoesOn(String without) throws Exception {
        Verdicts verdicts = new Verdicts() {
            @Override
            public @Nullable String chunk(long size) {
                return size > 600_000 ? "552 5.3.4 too much" : null;
            }
        };
        MessageSource large = MessageSource.of(
                "0123456789abcdef0123456789abcdef\r\n".repeat(200_000).getBytes());
        try (SinkServer server = SinkServer.builder()
                        .without(without.split(" "))
                        .verdicts(verdicts)
                        .start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = Mails.sendAll(session, List.of(mail(large), mail("b@example.org")));
            session.quit();

            assertThat(results.get(0).outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(results.get(0).reply().orElseThrow().toString()).isEqualTo("552 5.3.4 too much");
            assertThat(results.get(1).outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(server.only().addresses()).containsExactly("b@example.org");
        }
    }

    @Test
    void messageOfManyChunksIsOneMessage() throws Exception {
        byte[] octets = "0123456789abcdef0123456789abcdef\r\n".repeat(100_000).getBytes();
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(mail(MessageSource.of(octets))).orThrow();
            assertThat(server.only().octets()).isEqualTo(octets);
            assertThat(server.count("BDAT")).isGreaterThan(10);
            assertThat(server.count("DATA")).isZero();
        }
    }

    @Test
    void offIsOff() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).chunking(ExtensionUse.OFF).open()) {
            session.send(mail("a@example.org")).orThrow();
            assertThat(server.count("BDAT")).isZero();
        }
    }
}
