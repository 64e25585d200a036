package io.maillite.pop3;

import static io.maillite.testkit.server.Transport.implicitTls;
import static io.maillite.testkit.server.Transport.inClear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.testkit.log.CapturedLog;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;
import io.maillite.wire.Trace;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mechanism with a server that checks it, and what a trace shows of it. */
class MechanismsTest {
    private static final String PASSWORD = "Tan-staaf 7";
    private static final String TOKEN = "ya29.vF9dft4qmTc2Nvb3Rl";
    private static final Accounts ACCOUNTS = Accounts.of("user", PASSWORD, TOKEN);

    // ---- each one

    @ParameterizedTest
    @EnumSource
    void logsIn(AuthMechanism mechanism) throws Exception {
        try (MaildropServer server = server().start();
                Pop3Session session =
                        client(server).authentication(login(mechanism)).open()) {
            assertThat(session.stat()).isEqualTo(new Stat(0, 0));
            assertThat(server.logins()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedAndNothingElseIsTried(AuthMechanism mechanism) {
        try (MaildropServer server = server().accounts(Accounts.of("user", "another", "another"))
                .transport(implicitTls().keepingTranscripts())
                .start()) {
            assertThatThrownBy(() ->
                            client(server).authentication(login(mechanism)).open())
                    .isInstanceOf(MailAuthenticationException.class);
            assertThat(server.count("AUTH") + server.count("USER") + server.count("APOP"))
                    .isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.logins()).isZero();
        }
    }

    // ---- AUTO

    @ParameterizedTest
    @MethodSource
    void autoTakes(AuthMechanism strongest, Transport transport, TlsMode tls) throws Exception {
        try (MaildropServer server =
                        server().transport(transport.keepingTranscripts()).start();
                Pop3Session session = client(server)
                        .tls(tls)
                        .authentication(Authentication.auto(Credentials.password("user", PASSWORD)))
                        .open()) {
            session.noop();
            assertThat(received(server)).contains("AUTH " + strongest.protocolName() + " ");
        }
    }

    static Stream<Arguments> autoTakes() {
        return Stream.of(
                Arguments.of(AuthMechanism.SCRAM_SHA_256_PLUS, implicitTls(), TlsMode.IMPLICIT),
                Arguments.of(
                        AuthMechanism.SCRAM_SHA_256_PLUS,
                        implicitTls().with(ServerTls.of(TestIdentity.LOCALHOST_SHA384)),
                        TlsMode.IMPLICIT),
                Arguments.of(AuthMechanism.SCRAM_SHA_256_PLUS, Transport.startTls(), TlsMode.STARTTLS),
                Arguments.of(AuthMechanism.SCRAM_SHA_256, inClear(), TlsMode.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1-PLUS SCRAM-SHA-1 PLAIN", "SCRAM-SHA-1 LOGIN", "LOGIN CRAM-MD5 PLAIN", "LOGIN"})
    void autoTakesTheStrongestOf(String offered) throws Exception {
        String[] mechanisms = offered.split(" ");
        try (MaildropServer server = server().mechanisms(mechanisms)
                        .transport(implicitTls().keepingTranscripts())
                        .start();
                Pop3Session session =
                        client(server).credentials("user", PASSWORD).open()) {
            session.noop();
            String strongest = offered.startsWith("LOGIN CRAM") ? "PLAIN" : mechanisms[0];
            assertThat(received(server)).containsPattern("AUTH " + strongest + "[ \r]");
        }
    }

    @Test
    void aStrippedPlusIsDetected() {
        try (MaildropServer server = server().offeredMechanisms("SCRAM-SHA-256").start()) {
            assertThatThrownBy(
                            () -> client(server).credentials("user", PASSWORD).open())
                    .isInstanceOf(MailAuthenticationException.class);
            assertThat(server.logins()).isZero();
        }
    }

    /** Cyrus offers it, and refuses our channel binding as it would a password. */
    @Test
    void aRefusedPlusSaysHowToDoWithout() {
        try (MaildropServer server = server().mechanisms("SCRAM-SHA-256-PLUS")
                .transport(implicitTls())
                .start()) {
            assertThatThrownBy(
                            () -> client(server).credentials("user", "another").open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("Check username and password")
                    .hasMessageEndingWith("then name authMechanism=SCRAM-SHA-256");
        }
    }

    @Test
    void aServerThatHasNoPlusIsTakenAsItIs() throws Exception {
        try (MaildropServer server = server().mechanisms("SCRAM-SHA-256").start();
                Pop3Session session =
                        client(server).credentials("user", PASSWORD).open()) {
            session.noop();
            assertThat(server.logins()).isEqualTo(1);
        }
    }

    @Test
    void aNamedMechanismWithoutPlusIsNoStrippedOne() throws Exception {
        try (MaildropServer server = server().start();
                Pop3Session session = client(server)
                        .authentication(login(AuthMechanism.SCRAM_SHA_1))
                        .open()) {
            session.noop();
            assertThat(server.logins()).isEqualTo(1);
        }
    }

    @Test
    void xoauth2TakesTheFormOfTwoLinesWhereItMust() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (MaildropServer server =
                        server().mechanisms("XOAUTH2").withoutInitialResponses().start();
                Pop3Session session = client(server)
                        .authentication(Authentication.auto(Credentials.token("user", () -> {
                            asked.incrementAndGet();
                            return TOKEN;
                        })))
                        .open()) {
            session.noop();
            assertThat(server.count("AUTH")).isEqualTo(2);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aTokenIsAskedForAtEachLogin() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (MaildropServer server = server().start()) {
            Pop3Client client = client(server).authentication(Authentication.auto(Credentials.token("user", () -> {
                asked.incrementAndGet();
                return TOKEN;
            })));
            client.open().quit();
            client.open().quit();
            assertThat(asked).hasValue(2);
        }
    }

    // ---- what a trace shows

    @ParameterizedTest
    @MethodSource
    void aTraceShowsNoSecret(AuthMechanism mechanism, int level) throws Exception {
        String secret = mechanism.presentsToken() ? TOKEN : PASSWORD;
        String repeated = repeated(secret);
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().transport(tls().keepingTranscripts())
                        .capabilitiesAfterLogin("X-YOU-SAID " + repeated)
                        .start()) {
            server.maildrop()
                    .add(("Subject: " + repeated + "\r\n\r\n" + repeated + "\r\n").getBytes(StandardCharsets.UTF_8));
            server.faults().when("NOOP", Fault.reply("-ERR [" + secret + "] " + repeated));
            server.faults().when("RSET", Fault.reply("no reply: " + repeated));
            StringWriter shown = new StringWriter();
            try (Pop3Session session = client(server)
                    .connection(settings -> settings.withTraceLevel(level))
                    .authentication(login(mechanism))
                    .open()) {
                session.retr(1, new ByteArrayOutputStream());
                shown.append(session.capabilities().toString()).append(session.greeting());
                show(shown, session::noop);
                show(shown, session::rset);
                show(shown, session::stat);
            }
            String visible = log.text() + shown;
            assertThat(log.text()).contains("C: RETR 1", "***");
            assertThat(log.text().contains("S> Subject")).isEqualTo(level == Trace.CONTENT);
            assertThat(shown.toString()).contains("NOOP was answered -ERR [***]");
            assertShowsNothing(visible, secret);
            received(server)
                    .lines()
                    .filter(line -> line.matches("(AUTH \\S+ )?[A-Za-z0-9+/]{8,}=*") && !line.equals("dXNlcg=="))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .forEach(response -> {
                        assertThat(visible).doesNotContain(response);
                        assertShowsNothing(visible, proofOf(response));
                    });
        }
    }

    static Stream<Arguments> aTraceShowsNoSecret() {
        return Stream.of(AuthMechanism.values())
                .filter(mechanism -> mechanism != AuthMechanism.EXTERNAL) // it has none
                .flatMap(mechanism ->
                        Stream.of(Trace.COMMANDS, Trace.CONTENT).map(level -> Arguments.of(mechanism, level)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTERNAL")
    void aRefusalShowsNoSecret(AuthMechanism mechanism) throws Exception {
        String secret = mechanism.presentsToken() ? TOKEN : PASSWORD;
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().accounts(Accounts.of("user", "another", "another"))
                        .start()) {
            StringWriter shown = new StringWriter();
            show(shown, () -> client(server)
                    .connection(settings -> settings.withTraceLevel(Trace.CONTENT))
                    .authentication(login(mechanism))
                    .open());
            assertThat(shown.toString()).contains("MailAuthenticationException");
            assertShowsNothing(log.text() + shown, secret);
        }
    }

    @Test
    void noTraceIsNoTrace() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().start()) {
            client(server).credentials("user", PASSWORD).open().quit();
            assertThat(log.text()).doesNotContain("io.maillite.trace");
        }
    }

    @Test
    void aTraceIsATranscript() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().transport(inClear())
                        .mechanisms()
                        .capabilities("USER")
                        .start()) {
            server.maildrop().add("Subject: x\r\n\r\n.dot\r\n".getBytes(StandardCharsets.US_ASCII));
            try (Pop3Session session = client(server)
                    .tls(TlsMode.NONE)
                    .connection(settings -> settings.withTraceLevel(Trace.CONTENT))
                    .credentials("user", PASSWORD)
                    .open()) {
                session.retr(1, new ByteArrayOutputStream());
                session.quit();
            }
            assertThat(log.text().lines().map(line -> line.replaceAll(".*localhost:\\d+ ", "")))
                    .containsSubsequence(
                            "-- connected",
                            "C: CAPA",
                            "S: USER",
                            "S: .",
                            "C: USER user",
                            "C: PASS ***",
                            "C: RETR 1",
                            "S> Subject: x",
                            "S> ..dot",
                            "S> .",
                            "C: QUIT",
                            "-- closed");
            assertThat(log.text().lines()).allMatch(line -> line.contains("INFO io.maillite.trace.pop3"));
        }
    }

    // ---- how

    private interface Attempt {
        Object run() throws MailException;
    }

    private interface Action {
        void run() throws MailException;
    }

    private static void show(StringWriter shown, Action action) {
        show(shown, () -> {
            action.run();
            return "";
        });
    }

    private static void show(StringWriter shown, Attempt attempt) {
        try {
            shown.append(String.valueOf(attempt.run()));
        } catch (MailException e) {
            e.printStackTrace(new PrintWriter(shown));
            if (e instanceof Pop3Exception refusal) {
                shown.append(refusal.reply()).append(refusal.responseCode().orElse(""));
            }
        }
    }

    /** As a server may say it back. */
    private static String repeated(String secret) {
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        return String.join(
                " ",
                secret,
                secret.toUpperCase(Locale.ROOT),
                base64(secret),
                base64("\0user\0" + secret),
                base64("user=user\1auth=Bearer " + secret + "\1\1"),
                HexFormat.of().formatHex(octets),
                HexFormat.of().withUpperCase().formatHex(octets));
    }

    private static void assertShowsNothing(String text, String secret) {
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        assertThat(text).doesNotContainIgnoringCase(secret);
        assertThat(text).doesNotContainIgnoringCase(HexFormat.of().formatHex(octets));
        assertThat(text).doesNotContainIgnoringCase(base64(secret).replace("=", ""));
        assertThat(text)
                .doesNotContain(base64("\0user\0" + secret), base64(secret).substring(4));
    }

    /** The digest or proof in a response, which is as good as the password to who tries many passwords. */
    private static String proofOf(String response) {
        String decoded = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
        int proof = Math.max(decoded.lastIndexOf(",p=") + 3, decoded.lastIndexOf(' ') + 1);
        return proof > 2 && decoded.length() - proof > 8 ? decoded.substring(proof) : PASSWORD;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String received(MaildropServer server) {
        StringBuilder all = new StringBuilder();
        server.transcripts().stream().map(Transcript::receivedText).forEach(all::append);
        return all.toString();
    }

    private static Transport tls() {
        return implicitTls().with(ServerTls.of(TestIdentity.LOCALHOST).askingForCertificate());
    }

    private static MaildropServerBuilder server() {
        return MaildropServer.builder().transport(tls()).accounts(ACCOUNTS).withApop();
    }

    private static Pop3Client client(MaildropServer server) {
        return Pop3Client.of(server.host())
                .port(server.port())
                .connection(settings -> settings.withSslContext(TestTls.clientContext(TestIdentity.CLIENT)));
    }

    private static Authentication login(AuthMechanism mechanism) {
        if (mechanism == AuthMechanism.EXTERNAL) {
            return new Authentication(Credentials.external("user"), mechanism);
        }
        return new Authentication(
                mechanism.presentsToken()
                        ? Credentials.token("user", () -> TOKEN)
                        : Credentials.password("user", PASSWORD),
                mechanism);
    }
}
