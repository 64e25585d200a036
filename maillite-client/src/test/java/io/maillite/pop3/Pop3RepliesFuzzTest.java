package io.maillite.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.testkit.evidence.Replays;
import io.maillite.wire.Connection;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.Failures;
import io.maillite.wire.FuzzedServer;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** Each kind of reply by itself: the first octet says to which command, the rest is the reply. */
class Pop3RepliesFuzzTest {
    private static final Replays REPLAYS = Replays.of("pop3-replies");
    private static final ConnectionSettings SETTINGS =
            ConnectionSettings.to("mail.example.org").withPort(110).withTls(TlsMode.NONE);
    private static final int MAX_LISTING = 50;

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void anyReplyIsReadOrRefused(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            if (input.length == 0) {
                return;
            }
            try (Connection connection = FuzzedServer.connect(input, 1, SETTINGS)) {
                read(input, connection);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(MailException.class);
                Failures.check(e);
            }
        });
    }

    private static void read(byte[] input, Connection connection) throws IOException {
        List<Object> lines = new ArrayList<>();
        switch (input[0] % 8) {
            case 0 -> answer(Pop3Commands.stat(), connection);
            case 1 -> {
                answer(Pop3Commands.list(MAX_LISTING, (number, size) -> lines.add(number)), connection);
                assertThat(lines).hasSizeLessThanOrEqualTo(MAX_LISTING);
            }
            case 2 -> {
                answer(Pop3Commands.uidl(MAX_LISTING, (number, id) -> lines.add(number)), connection);
                assertThat(lines).hasSizeLessThanOrEqualTo(MAX_LISTING);
            }
            case 3 ->
                assertThat(answer(Pop3Commands.list(7), connection).number()).isEqualTo(7);
            case 4 ->
                assertThat(answer(Pop3Commands.uidl(7), connection).number()).isEqualTo(7);
            case 5 -> capabilities(answer(Pop3Commands.capa(), connection));
            case 6 -> answer(Pop3Commands.lang(), connection);
            default -> answer(Pop3Commands.retr(1, OutputStream.nullOutputStream(), 100), connection);
        }
    }

    private static <T> T answer(Pop3Command<T> command, Connection connection) throws IOException {
        command.read(connection);
        return command.result();
    }

    private static void capabilities(Pop3Capabilities capabilities) {
        capabilities.saslMechanisms();
        capabilities.loginDelay().ifPresent(delay -> assertThat(delay.isNegative())
                .isFalse());
        capabilities.expire();
        capabilities.implementation();
    }
}
