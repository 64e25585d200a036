package io.maillite.reliability.hostile;

import io.maillite.reliability.hostile.Place.Protocol;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Faults;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One misbehaviour at one place, and what came of it. */
final class Case {
    static final String USER = "user";
    static final String PASSWORD = "a-secret-of-the-user";
    static final String TOKEN = "a-token-of-the-user";

    /** Enough to know all that a client says; a server that never stops talking says more than is worth keeping. */
    private static final int KEPT = 16 * 1024;

    private static final int LONGEST_MESSAGE = 4000;

    /** What came of it. */
    enum Verdict {
        WELL,
        NOT_REACHED,
        UNTYPED,
        UNPRINTABLE,
        NOT_NOTICED,
        SECRET_SENT
    }

    private final Place place;
    private final Misbehaviour misbehaviour;
    private final Duration patience;
    private final AtomicBoolean reached = new AtomicBoolean();
    private String detail = "";

    Case(Place place, Misbehaviour misbehaviour, Duration patience) {
        this.place = place;
        this.misbehaviour = misbehaviour;
        this.patience = patience;
    }

    @Override
    public String toString() {
        return place + " / " + misbehaviour + detail;
    }

    Verdict run() {
        Throwable failure;
        List<Transcript> heard;
        try (Peer peer = Peer.start(place.protocol(), transport())) {
            spoil(peer.faults());
            failure = speak(peer);
            heard = peer.transcripts();
        }
        detail = ": " + failure;
        return judge(failure, heard);
    }

    private Transport transport() {
        Transport transport =
                switch (place.security()) {
                    case CLEAR -> Transport.inClear();
                    case IMPLICIT -> Transport.implicitTls();
                    case STARTTLS -> Transport.startTls();
                };
        return transport.keepingTranscripts(KEPT);
    }

    private void spoil(Faults faults) {
        if (place.pattern().equals("HELO")) {
            faults.when("EHLO", Fault.reply("502 what?"));
        }
        faults.after(place.good(), place.pattern(), spoiled());
    }

    private Fault spoiled() {
        Misbehaviour.Talk talk = place.protocol().talk();
        Fault fault = place.beginsTls() ? misbehaviour.faultBeforeTls(talk) : misbehaviour.fault(talk);
        return new Fault() {
            @Override
            public Next before(PeerConnection connection) throws IOException, InterruptedException {
                String challenge = talk.challenge() + "\r\n";
                for (int i = 0; i < place.afterLines(); i++) {
                    connection.write(challenge.getBytes(StandardCharsets.US_ASCII));
                    connection.flush();
                    if (connection.readLine() == null) {
                        reached.set(true); // it was not this mechanism's challenge, and that was noticed
                        return Next.END;
                    }
                }
                reached.set(true);
                return fault.before(connection);
            }

            @Override
            public void after(PeerConnection connection) throws IOException {
                fault.after(connection);
            }
        };
    }

    private @Nullable Throwable speak(Peer peer) {
        try {
            Conversation.with(place.protocol(), settings(peer), authentication());
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private ConnectionSettings settings(Peer peer) {
        TlsMode tls =
                switch (place.security()) {
                    case CLEAR -> TlsMode.NONE;
                    case IMPLICIT -> TlsMode.IMPLICIT;
                    case STARTTLS -> TlsMode.STARTTLS;
                };
        return ConnectionSettings.to("localhost")
                .withPort(peer.port())
                .withTls(tls)
                .withSslContext(TestTls.clientContext())
                .withReadTimeout(patience)
                .withWriteTimeout(patience.multipliedBy(4));
    }

    private Authentication authentication() {
        AuthMechanism mechanism = place.mechanism();
        Credentials credentials =
                mechanism.presentsToken() ? Credentials.token(USER, () -> TOKEN) : Credentials.password(USER, PASSWORD);
        return new Authentication(credentials, mechanism);
    }

    // ---- what came of it

    private Verdict judge(@Nullable Throwable failure, List<Transcript> heard) {
        if (!reached.get()) {
            return Verdict.NOT_REACHED;
        }
        if (failure == null) {
            // SMTP's QUIT is a matter of politeness: what is said to it changes nothing
            boolean mayGoUnnoticed = (!misbehaviour.isFatal() && !place.beginsTls())
                    || (isSmtp() && place.pattern().equals("QUIT"));
            return mayGoUnnoticed ? Verdict.WELL : Verdict.NOT_NOTICED;
        }
        if (!(failure instanceof MailException)) {
            failure.printStackTrace();
            return Verdict.UNTYPED;
        }
        String message = failure.getMessage();
        if (message == null || message.length() > LONGEST_MESSAGE || !isPrintable(message)) {
            return Verdict.UNPRINTABLE;
        }
        boolean isFirstSession = heard.size() == 1;
        return heard.stream().anyMatch(this::holdsPassword)
                        || (isFirstSession && holdsSecretTooEarly(heard.get(0)))
                        || message.contains(PASSWORD)
                        || message.contains(TOKEN)
                ? Verdict.SECRET_SENT
                : Verdict.WELL;
    }

    private boolean isSmtp() {
        return place.protocol() != Protocol.POP3;
    }

    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR);
    }

    /** Sent although its mechanism never shows it. */
    private boolean holdsPassword(Transcript transcript) {
        return !place.showsPassword() && holds(transcript, PASSWORD);
    }

    /** The session failed before a secret was due. A server that greets badly is told nothing at all. */
    private boolean holdsSecretTooEarly(Transcript transcript) {
        return (place.isBeforeLogin() && (holds(transcript, PASSWORD) || holds(transcript, TOKEN)))
                || (place.pattern().equals("CONNECT") && transcript.receivedCount() > 0);
    }

    private static boolean holds(Transcript transcript, String secret) {
        String text = transcript.receivedText();
        return forms(secret).stream().anyMatch(text::contains);
    }

    private static List<String> forms(String secret) {
        return Stream.of(secret, "\0" + USER + "\0" + secret)
                .flatMap(text ->
                        Stream.of(text, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }
}
