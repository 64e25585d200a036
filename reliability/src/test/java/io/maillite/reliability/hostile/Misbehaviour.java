package io.maillite.reliability.hostile;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What a server can do wrong, wherever it speaks. */
enum Misbehaviour {
    ENDLESS_LINE(true, talk -> flood(talk.ok() + " ", "and on ")),
    ENDLESS_LINES(true, talk -> flood(talk.firstOfMany(), talk.oneOfMany())),
    ENDLESS_CHALLENGES(true, Misbehaviour::challenges),
    ENDLESS_ZEROS(true, talk -> flood("", "\0".repeat(64))),
    SLOW_DRIP(true, talk -> drip()),
    SILENCE(true, talk -> Fault.silence()),
    NO_REPLY_OF_THE_PROTOCOL(true, talk -> Fault.reply("SSH-2.0-OpenSSH_9.6 \u001b[31m\u202e")),
    CUT_IN_THE_REPLY(true, talk -> cut(talk.ok().substring(0, 2))),
    GONE(true, talk -> Fault.end(Ending.RESET)),
    LEFT_OUT(true, talk -> Fault.noAnswer()),
    SAID_TWICE(false, talk -> Fault.answerTwice()),
    AND_ONE_MORE(false, talk -> more((talk.ok() + " and more\r\n").getBytes(StandardCharsets.US_ASCII))),
    NONSENSE_NUMBERS(false, talk -> Fault.reply(talk.nonsense())),
    CONTROL_CHARACTERS(
            false,
            talk -> Fault.reply(
                    talk.refusal() + " \u001b[2J\u001b]0;title\u0007 \0 a\rb \u009b31m \u202egnp.exe \u2066 \u2028x")),
    LONG_REFUSAL(false, talk -> Fault.reply(talk.refusal() + " " + "x".repeat(4000)));

    /** How a protocol says things. */
    enum Talk {
        POP3(
                "+OK",
                "-ERR [SYS/TEMP]",
                "+OK\r\n",
                "1 1\r\n",
                "+ ",
                "+OK -1 99999999999999999999\r\n-5 -5\r\n"
                        + "99999999999999999999 1\r\n1 99999999999999999999\r\nLOGIN-DELAY -9\r\nEXPIRE 99999999999\r\n."),
        SMTP(
                "250",
                "450 4.7.1",
                "250-x\r\n",
                "250-y\r\n",
                "334 ",
                "250-SIZE -1\r\n250-SIZE 99999999999999999999\r\n"
                        + "250-LIMITS RCPTMAX=-1 MAILMAX=99999999999 RCPTDOMAINMAX=0\r\n250 999.999.99999999999");

        private final String ok;
        private final String refusal;
        private final String firstOfMany;
        private final String oneOfMany;
        private final String challenge;
        private final String nonsense;

        Talk(String ok, String refusal, String firstOfMany, String oneOfMany, String challenge, String nonsense) {
            this.ok = ok;
            this.refusal = refusal;
            this.firstOfMany = firstOfMany;
            this.oneOfMany = oneOfMany;
            this.challenge = challenge;
            this.nonsense = nonsense;
        }

        String ok() {
            return ok;
        }

        /** Agrees to TLS. */
        String go() {
            return this == POP3 ? "+OK begin" : "220 begin";
        }

        String refusal() {
            return refusal;
        }

        String firstOfMany() {
            return firstOfMany;
        }

        String oneOfMany() {
            return oneOfMany;
        }

        String challenge() {
            return challenge;
        }

        String nonsense() {
            return nonsense;
        }
    }

    /** How long the drip waits: well within what a client waits for. */
    private static final long DRIP_MILLIS = 40;

    private final boolean fatal;
    private final Function<Talk, Fault> fault;

    Misbehaviour(boolean fatal, Function<Talk, Fault> fault) {
        this.fatal = fatal;
        this.fault = fault;
    }

    /** Whether nothing can go on after it. What is not, may be borne with, or refused. */
    boolean isFatal() {
        return fatal;
    }

    Fault fault(Talk talk) {
        return fault.apply(talk);
    }

    /** Where TLS begins with the answer: what is said once more is in clear, and may be anybody's. */
    Fault faultBeforeTls(Talk talk) {
        return switch (this) {
            case LEFT_OUT -> Fault.silence();
            case SAID_TWICE -> Fault.reply(talk.go() + "\r\n" + talk.go());
            case AND_ONE_MORE -> Fault.reply(talk.go() + "\r\n" + talk.ok() + " and more");
            default -> fault(talk);
        };
    }

    private static Fault flood(String first, String piece) {
        return connection -> {
            connection.write(first.getBytes(StandardCharsets.US_ASCII));
            byte[] octets = piece.repeat(1024 / piece.length() + 1).getBytes(StandardCharsets.US_ASCII);
            while (true) { // until the client goes, which ends the writing
                connection.write(octets);
            }
        };
    }

    private static Fault cut(String start) {
        return connection -> {
            connection.write(start.getBytes(StandardCharsets.US_ASCII));
            connection.flush();
            connection.end(Ending.DROP);
            return Fault.Next.END;
        };
    }

    private static Fault challenges(Talk talk) {
        return connection -> {
            do {
                connection.write((talk.challenge() + "\r\n").getBytes(StandardCharsets.US_ASCII));
                connection.flush();
            } while (connection.readLine() != null);
            return Fault.Next.END;
        };
    }

    private static Fault drip() {
        return connection -> {
            while (true) {
                connection.write(new byte[] {'2'});
                connection.flush();
                TimeUnit.MILLISECONDS.sleep(DRIP_MILLIS);
            }
        };
    }

    private static Fault more(byte[] surplus) {
        return Fault.answer(answer -> {
            byte[] both = Arrays.copyOf(answer, answer.length + surplus.length);
            System.arraycopy(surplus, 0, both, answer.length, surplus.length);
            return both;
        });
    }
}
