package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.client;
import static io.maillite.pop3.Dialogues.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.sasl.AuthCommand;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.wire.MailProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to log in, octet for octet. */
class LoginTest {
    private static final String ANY_CAPA = """
            C: CAPA
            S: -ERR
            """;

    // ---- USER and PASS

    @Test
    void userAndPassLogIn() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Dialogues.LOGGED_IN + """
                        C: STAT
                        S: +OK 0 0
                        """);
                Pop3Session session = Dialogues.open(server)) {
            assertThat(session.stat().count()).isZero();
        }
    }

    @Test
    void p06_aRefusedPasswordIsNotTriedAgain() {
        try (ScriptedServer server = offering("", """
                C: USER user
                S: +OK
                C: PASS secret
                S: -ERR invalid password
                -- client closes
                """)) {
            assertThatThrownBy(() -> Dialogues.open(server))
                    .isInstanceOfSatisfying(MailAuthenticationException.class, e -> {
                        assertThat(e.reply()).isEqualTo("invalid password");
                        assertThat(e)
                                .hasMessageContaining("localhost:" + server.port())
                                .hasMessageContaining("The login was refused (PASS)")
                                .hasMessageContaining("Check username and password");
                    });
            server.verify();
        }
    }

    /** Many servers refuse the login to a mailbox that is locked, or when they are ill, in the same way. */
    @ParameterizedTest
    @CsvSource({"-ERR mailbox locked., true", "-ERR Authentication failed, true", "-ERR [AUTH] wrong., false"})
    void aRefusalWithoutAResponseCodeMayHaveOtherReasons(String reply, boolean isOpen) {
        try (ScriptedServer server = offering("", """
                C: USER user
                S: +OK
                C: PASS secret
                S: %s
                -- client closes
                """.formatted(reply))) {
            assertThatThrownBy(() -> Dialogues.open(server))
                    .isInstanceOfSatisfying(MailAuthenticationException.class, e -> {
                        assertThat(e).hasMessageContaining(". Check username and password");
                        assertThat(e.getMessage().contains("mailbox is in use")).isEqualTo(isOpen);
                        assertThat(e.getMessage()).doesNotContain("..");
                    });
            server.verify();
        }
    }

    @Test
    void aRefusedUserIsAskedForNoPassword() {
        try (ScriptedServer server = offering("", """
                C: USER user
                S: -ERR never heard of
                -- client closes
                """)) {
            assertThatThrownBy(() -> Dialogues.open(server)).isInstanceOf(MailAuthenticationException.class);
            server.verify();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IN-USE, true, Another session has the mailbox open",
        "LOGIN-DELAY, true, poll less often",
        "SYS/TEMP, false, try again later",
        "SYS/PERM, false, The server's administrator has to mend this"
    })
    void p07_aLoginThatFailsForAnotherReasonIsToldApartByItsCode(String code, boolean busy, String advice) {
        try (ScriptedServer server = offering("", """
                C: USER user
                S: +OK
                C: PASS secret
                S: -ERR [%s] not now
                -- client closes
                """.formatted(code))) {
            assertThatThrownBy(() -> Dialogues.open(server)).isInstanceOfSatisfying(Pop3Exception.class, e -> {
                assertThat(e.responseCode()).contains(code);
                assertThat(e.isBusy()).isEqualTo(busy);
                assertThat(e).hasMessageContaining(advice);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[AUTH] wrong", "[auth] wrong", "[] wrong", "wrong [IN-USE]", "[X-OTHER] wrong"})
    void p07_otherwiseTheCredentialsAreWrong(String text) {
        try (ScriptedServer server = offering("", """
                C: USER user
                S: +OK
                C: PASS secret
                S: -ERR %s
                """.formatted(text))) {
            assertThatThrownBy(() -> Dialogues.open(server)).isInstanceOf(MailAuthenticationException.class);
        }
    }

    @Test
    void p07_aCodeCountsWhateverTheMechanism() {
        try (ScriptedServer server = offering("SASL PLAIN", """
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: -ERR [IN-USE] somebody else is here
                """)) {
            assertThatThrownBy(() -> Dialogues.open(server))
                    .isInstanceOfSatisfying(
                            Pop3Exception.class, e -> assertThat(e.isBusy()).isTrue());
        }
    }

    @Test
    void aPasswordThatPassCannotCarryIsAnErrorThatShowsNothingOfIt() {
        try (ScriptedServer server = offering("", """
                C: USER user
                S: +OK
                -- client closes
                """)) {
            assertThatThrownBy(
                            () -> client(server).credentials("user", "pässword").open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("PASS ***")
                    .hasMessageContaining("US-ASCII")
                    .hasMessageNotContaining("ssword'")
                    .hasMessageNotContaining("pässword");
            server.verify();
        }
    }

    @Test
    void aSessionCanLogInStepByStep() throws Exception {
        try (ScriptedServer server = Dialogues.greeted("""
                        C: USER user
                        S: +OK
                        C: PASS wrong
                        S: -ERR no
                        C: USER user
                        S: +OK
                        C: PASS secret
                        S: +OK
                        C: CAPA
                        S: +OK
                        S: PIPELINING
                        S: .
                        """);
                Pop3Session session = connect(server)) {
            session.user("user");
            assertThatThrownBy(() -> session.pass("wrong")).isInstanceOf(MailAuthenticationException.class);
            session.user("user");
            session.pass("secret");
            assertThat(session.pipelines()).isTrue();
        }
    }

    // ---- APOP

    @Test
    void p67_apopIsTheExampleOfRfc1939() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>
                        C: CAPA
                        S: -ERR
                        C: APOP mrose c4c9334bac560ecc979e58001b3e22fb
                        S: +OK maildrop has 1 message (369 octets)
                        C: CAPA
                        S: -ERR
                        """);
                Pop3Session session = client(server)
                        .authentication(
                                new Authentication(Credentials.password("mrose", "tanstaaf"), AuthMechanism.APOP))
                        .open()) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ready",
                "ready <>",
                "ready <1896.697170952>",
                "ready <a@b@c>",
                "ready <1896 x@host>",
                "ready <1896.\\xe4@host>", // no message-id: somebody in between may try collisions (CVE-2007-1558)
                "ready <1896.\\x01@host>"
            })
    void apopNeedsATimestampThatIsAMessageId(String greeting) throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start("S= +OK " + greeting + "\\r\\n\n" + ANY_CAPA + "-- client closes\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(() -> session.apop("mrose", "tanstaaf"))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("its greeting has no timestamp");
            assertThatThrownBy(() -> session.login(
                            new Authentication(Credentials.password("mrose", "tanstaaf"), AuthMechanism.APOP)))
                    .isInstanceOf(MailAuthenticationException.class);
        }
    }

    @Test
    void aRefusedApopEndsIt() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: +OK <1896.697170952@dbc.mtview.ca.us>
                C: CAPA
                S: +OK
                S: USER
                S: SASL PLAIN
                S: .
                C: APOP mrose c4c9334bac560ecc979e58001b3e22fb
                S: -ERR permission denied
                -- client closes
                """)) {
            assertThatThrownBy(() -> client(server)
                            .authentication(
                                    new Authentication(Credentials.password("mrose", "tanstaaf"), AuthMechanism.APOP))
                            .open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageNotContaining("c4c9334bac560ecc979e58001b3e22fb");
            server.verify();
        }
    }

    // ---- AUTH

    @Test
    void plainSpeaksFirst() throws Exception {
        assertLogsIn("PLAIN", """
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: +OK
                """);
    }

    /** Before RFC 5034 there was no initial response: such a server asks for it. */
    @ParameterizedTest
    @ValueSource(strings = {"+", "+ go on", "+ "})
    void p50_plainIsSaidAgainWhereItIsAskedFor(String challenge) throws Exception {
        assertLogsIn("PLAIN", """
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: %s
                C: AHVzZXIAc2VjcmV0
                S: +OK
                """.formatted(challenge));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK", "+", "+ go on", "+ "})
    void p50_whateverStandsForAChallengeIsOne(String challenge) throws Exception {
        assertLogsIn("LOGIN", """
                C: AUTH LOGIN
                S: %s
                C: dXNlcg==
                S: %s
                C: c2VjcmV0
                S: +OK
                """.formatted(challenge, challenge));
    }

    @Test
    void cramMd5AnswersTheChallenge() throws Exception {
        try (ScriptedServer server = offering("SASL CRAM-MD5", """
                        C: AUTH CRAM-MD5
                        S: + PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+
                        C: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw
                        S: +OK
                        """ + ANY_CAPA);
                Pop3Session session = client(server)
                        .authentication(new Authentication(
                                Credentials.password("tim", "tanstaaftanstaaf"), AuthMechanism.CRAM_MD5))
                        .open()) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void cramMd5WithoutAChallengeEndsIt() {
        try (ScriptedServer server = offering("SASL CRAM-MD5", """
                C: AUTH CRAM-MD5
                S: + not base64!
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(server, AuthMechanism.CRAM_MD5))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("did not send the one challenge of CRAM-MD5");
            server.verify();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', =", "fred@example.com, ZnJlZEBleGFtcGxlLmNvbQ=="})
    void externalNamesWhomToActAs(String username, String response) throws Exception {
        try (ScriptedServer server = offering("SASL EXTERNAL", """
                        C: AUTH EXTERNAL %s
                        S: +OK
                        """.formatted(response) + ANY_CAPA);
                Pop3Session session = client(server)
                        .authentication(new Authentication(Credentials.external(username), AuthMechanism.EXTERNAL))
                        .open()) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void anInitialResponseThatIsTooLongForALineComesWhenItIsAskedFor() throws Exception {
        String password = "x".repeat(200);
        String response =
                Base64.getEncoder().encodeToString(("\0user\0" + password).getBytes(StandardCharsets.US_ASCII));
        try (ScriptedServer server = offering("SASL PLAIN", """
                        C: AUTH PLAIN
                        S: +
                        C: %s
                        S: +OK
                        """.formatted(response) + ANY_CAPA);
                Pop3Session session =
                        client(server).credentials("user", password).open()) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void aRefusedLoginTriesNothingWeaker() {
        try (ScriptedServer server = offering("SASL PLAIN LOGIN CRAM-MD5", """
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: -ERR no
                -- client closes
                """)) {
            assertThatThrownBy(() -> Dialogues.open(server))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("The login was refused (AUTH PLAIN)");
            server.verify();
        }
    }

    @Test
    void aMechanismThatIsNamedAndNotOfferedIsNotReplaced() {
        try (ScriptedServer server = offering("SASL PLAIN LOGIN", "-- client closes\n")) {
            assertThatThrownBy(() -> open(server, AuthMechanism.SCRAM_SHA_256))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("authMechanism=SCRAM-SHA-256")
                    .hasMessageContaining("offers PLAIN, LOGIN, USER");
            server.verify();
        }
    }

    @Test
    void autoTakesNoneOfTheWeakMechanisms() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: +OK <1896.697170952@dbc.mtview.ca.us>
                C: CAPA
                S: +OK
                S: SASL CRAM-MD5 EXTERNAL DIGEST-MD5
                S: .
                -- client closes
                """)) {
            assertThatThrownBy(() -> Dialogues.open(server))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("no login is possible");
            server.verify();
        }
    }

    // ---- tokens

    @Test
    void xoauth2InOneLine() throws Exception {
        try (ScriptedServer server = offering("SASL XOAUTH2", """
                        C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB
                        S: +OK
                        """ + ANY_CAPA);
                Pop3Session session = openWithToken(server, "token")) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void xoauth2InTwoLinesWhereTheServerTakesNoOtherForm() throws Exception {
        try (ScriptedServer server = offering("SASL XOAUTH2", """
                        C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB
                        S: -ERR Protocol error. 4
                        C: AUTH XOAUTH2
                        S: +
                        C: dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB
                        S: +OK
                        """ + ANY_CAPA);
                Pop3Session session = openWithToken(server, "token")) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void p52_aRefusedTokenIsReportedAsSuch() {
        try (ScriptedServer server = offering("SASL XOAUTH2", """
                C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB
                S: + eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiQmVhcmVyIn0=
                C= \\r\\n
                S: -ERR Bad credentials
                -- client closes
                """)) {
            assertThatThrownBy(() -> openWithToken(server, "token"))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("Check the access token: it may have expired")
                    .hasMessageContaining("{\"status\":\"401\",\"schemes\":\"Bearer\"}")
                    .hasMessageContaining("Bad credentials");
            server.verify();
        }
    }

    @Test
    void oauthbearerIsTakenBeforeXoauth2() throws Exception {
        try (ScriptedServer server = offering("SASL XOAUTH2 OAUTHBEARER", """
                C~ AUTH OAUTHBEARER bixhPW1lLAFob3N0PWxvY2FsaG9zd.*
                S: + eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=
                C: AQ==
                S: -ERR no
                -- client closes
                """)) {
            assertThatThrownBy(() -> openWithToken(server, "ya29.x"))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("invalid_token");
            server.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "to ken", "token\n"})
    void aTokenThatIsNoneIsNotSent(String token) {
        try (ScriptedServer server = offering("SASL XOAUTH2", "-- client closes\n")) {
            assertThatThrownBy(() -> openWithToken(server, token))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("token");
            server.verify();
        }
    }

    @Test
    void aTokenThatCannotBeHadIsAnError() {
        try (ScriptedServer server = offering("SASL XOAUTH2", "-- client closes\n")) {
            assertThatThrownBy(() -> client(server)
                            .authentication(Authentication.auto(Credentials.token("me", () -> {
                                throw new IllegalStateException("the token endpoint is down");
                            })))
                            .open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("no access token could be had: the token endpoint is down");
            server.verify();
        }
    }

    // ---- hostile servers

    @Test
    void m16_endlessChallengesAreCapped() {
        try (ScriptedServer server = offering("SASL XOAUTH2", """
                C: AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB
                """ + """
                S: +
                C= \\r\\n
                """.repeat(8) + """
                S: +
                -- client closes
                """)) {
            assertThatThrownBy(() -> openWithToken(server, "token"))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("more than 8 rounds");
            server.verify();
        }
    }

    @Test
    void aChallengeHoldsAtMost12KiB() throws Exception {
        assertLogsIn("LOGIN", """
                C: AUTH LOGIN
                S: + %s
                C: dXNlcg==
                S: +
                C: c2VjcmV0
                S: +OK
                """.formatted("x".repeat(AuthCommand.MAX_LINE - 2)));
        try (ScriptedServer server = offering("SASL LOGIN", """
                C: AUTH LOGIN
                S: + %s
                -- client closes
                """.formatted("x".repeat(AuthCommand.MAX_LINE - 1)))) {
            assertThatThrownBy(() -> open(server, AuthMechanism.LOGIN)).isInstanceOf(MailProtocolException.class);
        }
    }

    @Test
    void scramWithAServerThatDoesNotKnowThePasswordEndsIt() {
        try (ScriptedServer server = offering("SASL SCRAM-SHA-256", """
                C~ AUTH SCRAM-SHA-256 .*
                S: +OK
                -- client closes
                """)) {
            assertThatThrownBy(() -> Dialogues.open(server))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("It may not be the server that was meant");
            server.verify();
        }
    }

    // ---- UTF8

    @Test
    void p57_utf8IsAskedForBeforeTheLoginWhereItIsOffered() throws Exception {
        try (ScriptedServer server = offering("UTF8 USER", """
                        C: UTF8
                        S: +OK
                        C: USER müller
                        S: +OK
                        C: PASS größe
                        S: +OK
                        """ + ANY_CAPA);
                Pop3Session session =
                        client(server).utf8(true).credentials("müller", "größe").open()) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void p57_utf8IsNotAskedForWhereItIsNotOffered() throws Exception {
        try (ScriptedServer server = offering("", """
                        C: USER user
                        S: +OK
                        C: PASS secret
                        S: +OK
                        """ + ANY_CAPA);
                Pop3Session session =
                        client(server).utf8(true).credentials("user", "secret").open()) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @Test
    void p57_aRefusedUtf8IsATypedError() throws Exception {
        try (ScriptedServer server = Dialogues.greeted("""
                        C: UTF8
                        S: -ERR not after AUTH
                        """);
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::utf8)
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("UTF8 was answered -ERR not after AUTH");
        }
    }

    // ---- how

    /** A server that offers {@code USER} and this. */
    private static ScriptedServer offering(String capability, String dialogue) {
        return ScriptedServer.start("""
                S: +OK ready
                C: CAPA
                S: +OK
                S: USER
                S: %s
                S: .
                """.formatted(capability) + dialogue);
    }

    private static Pop3Session open(ScriptedServer server, AuthMechanism mechanism) throws Exception {
        return client(server)
                .authentication(new Authentication(Credentials.password("user", "secret"), mechanism))
                .open();
    }

    private static Pop3Session openWithToken(ScriptedServer server, String token) throws Exception {
        return client(server)
                .authentication(Authentication.auto(Credentials.token("me", () -> token)))
                .open();
    }

    private static void assertLogsIn(String mechanism, String dialogue) throws Exception {
        try (ScriptedServer server = offering("SASL " + mechanism, dialogue + ANY_CAPA);
                Pop3Session session = open(server, AuthMechanism.of(mechanism))) {
            assertThat(session.isBroken()).isFalse();
        }
    }
}
