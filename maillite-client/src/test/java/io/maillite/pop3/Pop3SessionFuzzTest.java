package io.maillite.pop3;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.testkit.evidence.Replays;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.Failures;
import io.maillite.wire.FuzzedServer;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/**
 * A whole session with a server made of octets (see {@link FuzzedServer}): the first octet names the mechanism, the
 * second says whether commands are pipelined and TLS is wanted, the rest is what the server says.
 */
class Pop3SessionFuzzTest {
    private static final Replays REPLAYS = Replays.of("pop3-session");
    private static final int MAX_LISTING = 100;

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void anySessionEndsWellOrInAMailException(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            if (input.length < 2) {
                return;
            }
            try {
                run(input);
            } catch (MailException e) {
                Failures.check(e);
            }
        });
    }

    private static void run(byte[] input) throws IOException {
        AuthMechanism mechanism = AuthMechanism.values()[(input[0] & 0xff) % AuthMechanism.values().length];
        TlsMode tls = (input[1] & 4) == 0 ? TlsMode.NONE : TlsMode.STARTTLS;
        ConnectionSettings settings =
                ConnectionSettings.to("mail.example.org").withPort(110).withTls(tls);
        Pipelining pipelining = Pipelining.values()[(input[1] & 3) % Pipelining.values().length];
        try (Pop3Session session =
                Pop3Session.greet(FuzzedServer.connect(input, 2, settings), pipelining, Duration.ofMinutes(5))) {
            session.greeting();
            session.login(new Authentication(credentials(mechanism), mechanism));
            read(session);
            session.quit();
        }
    }

    private static Credentials credentials(AuthMechanism mechanism) {
        return switch (mechanism) {
            case OAUTHBEARER, XOAUTH2 -> Credentials.token("user", () -> "the-token");
            case EXTERNAL -> Credentials.external("user");
            default -> Credentials.password("user", "pencil");
        };
    }

    private static void read(Pop3Session session) throws IOException {
        List<Pop3Command<?>> commands = new ArrayList<>();
        commands.add(Pop3Commands.stat());
        commands.add(Pop3Commands.uidl(MAX_LISTING, (number, id) -> {}));
        commands.add(Pop3Commands.list(MAX_LISTING, (number, size) -> {}));
        for (int number = 1; number <= 3; number++) {
            commands.add(Pop3Commands.retr(number, OutputStream.nullOutputStream(), 4096));
            commands.add(Pop3Commands.dele(number));
        }
        commands.add(Pop3Commands.top(4, 0, OutputStream.nullOutputStream(), 4096));
        commands.add(Pop3Commands.list(4));
        commands.add(Pop3Commands.uidl(4));
        commands.add(Pop3Commands.noop());
        commands.add(Pop3Commands.rset());
        for (Pop3Command<?> command : commands) {
            session.submit(command);
        }
        while (session.unanswered() > 0) {
            session.receive();
            session.requireInStep();
        }
        for (Pop3Command<?> command : commands) {
            try {
                command.result();
            } catch (Pop3Exception e) {
                Failures.check(e);
            }
        }
    }
}
