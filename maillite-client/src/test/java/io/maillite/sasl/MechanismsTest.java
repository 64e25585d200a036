package io.maillite.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.wire.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the RFCs, octet for octet. */
class MechanismsTest {
    @Test
    void plainIsTheExampleOfRfc4616() {
        assertThat(text(FixedResponses.plain("tim", "tanstaaftanstaaf").initialResponse()))
                .isEqualTo("\0tim\0tanstaaftanstaaf");
    }

    @Test
    void plainIsInUtf8AndHoldsNoNulOfItsOwn() {
        assertThat(FixedResponses.plain("müller", "pässword").initialResponse())
                .isEqualTo("\0müller\0pässword".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> FixedResponses.plain("tim", "tan\0staaf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("staaf");
    }

    @Test
    void loginAnswersTwoPromptsWhateverTheySay() throws Exception {
        SaslMechanism login = FixedResponses.login("tim", "tanstaaf");
        assertThat(login.initialResponse()).isNull();
        assertThat(login.isComplete()).isFalse();
        assertThat(text(login.respond(new byte[0]))).isEqualTo("tim");
        assertThat(text(login.respond(octets("Passwort:")))).isEqualTo("tanstaaf");
        assertThat(login.isComplete()).isTrue();
        assertThatThrownBy(() -> login.respond(octets("One more thing:"))).isInstanceOf(SaslFailure.class);
    }

    @Test
    void cramMd5IsTheExampleOfRfc2195() throws Exception {
        SaslMechanism cram = new CramMd5("tim", "tanstaaftanstaaf");
        byte[] challenge = Base64.getDecoder().decode("PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+");
        assertThat(SaslMechanism.base64(cram.respond(challenge)))
                .isEqualTo("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
        assertThat(cram.secrets()).contains("tanstaaftanstaaf", "b913a602c7eda7a495b4e6e7334d3890");
        assertThatThrownBy(() -> cram.respond(challenge)).isInstanceOf(SaslFailure.class);
    }

    @Test
    void cramMd5NeedsAChallengeAndAPassword() {
        assertThatThrownBy(() -> new CramMd5("tim", "x").respond(new byte[0])).isInstanceOf(SaslFailure.class);
        assertThatThrownBy(() -> new CramMd5("tim", "").respond(octets("<1@x>")))
                .isInstanceOf(SaslFailure.class);
    }

    @Test
    void externalNamesWhomToActAs() {
        assertThat(text(FixedResponses.external("fred@example.com").initialResponse()))
                .isEqualTo("fred@example.com");
        assertThat(FixedResponses.external("").initialResponse()).isEmpty();
    }

    @Test
    void oauthBearerIsTheExampleOfRfc7628() {
        SaslMechanism bearer = BearerToken.oauthBearer(
                "user@example.com",
                "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==",
                new ServerAddress("server.example.com", 143));
        assertThat(text(bearer.initialResponse()))
                .isEqualTo("n,a=user@example.com,\1host=server.example.com\1port=143\1"
                        + "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\1\1");
    }

    @Test
    void oauthBearerEscapesTheNameAndEndsARefusalWithItsDummy() throws Exception {
        SaslMechanism bearer = BearerToken.oauthBearer("a=b,c", "t", new ServerAddress("h", 1));
        assertThat(text(bearer.initialResponse())).startsWith("n,a=a=3Db=2Cc,\1");
        assertThat(text(bearer.respond(octets("{\"status\":\"invalid_token\"}"))))
                .isEqualTo("\1");
    }

    @Test
    void xoauth2IsGooglesExample() throws Exception {
        SaslMechanism bearer =
                BearerToken.xoauth2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
        assertThat(SaslMechanism.base64(bearer.initialResponse()))
                .isEqualTo(
                        "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJo"
                                + "ZG1semRHRXVZMjl0Q2cBAQ==");
        assertThat(bearer.respond(octets("{\"status\":\"401\"}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"to\1ken", "token\n", "to ken", "tökèn"})
    void aTokenIsOfVisibleUsAscii(String token) {
        assertThatThrownBy(() -> BearerToken.xoauth2("user", token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(token);
    }

    // ---- SCRAM

    @Test
    void scramSha1IsTheExampleOfRfc5802() throws Exception {
        Scram scram = new Scram(AuthMechanism.SCRAM_SHA_1, "user", "pencil", null, "fyko+d2lbbFgONRv9qkxdawL");
        assertThat(text(scram.initialResponse())).isEqualTo("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
        assertThat(text(scram.respond(
                        octets("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))))
                .isEqualTo("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
        assertThat(scram.respond(octets("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="))).isEmpty();
        scram.succeeded();
        assertThat(scram.secrets()).contains("pencil", "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    }

    @Test
    void scramSha256IsTheExampleOfRfc7677() throws Exception {
        Scram scram = new Scram(AuthMechanism.SCRAM_SHA_256, "user", "pencil", null, "rOprNGfwEbeRWgbNEkqO");
        assertThat(text(scram.initialResponse())).isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        assertThat(text(scram.respond(octets(
                        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))))
                .isEqualTo("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(scram.respond(octets("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .isEmpty();
        scram.succeeded();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r=other3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096", // not our nonce
                "r=nonce,s=QSXCR+Q6sek8bf92,i=4096", // nothing of the server's own
                "r=nonce3rfc,s=QSXCR+Q6sek8bf92,i=0",
                "r=nonce3rfc,s=QSXCR+Q6sek8bf92,i=-1",
                "r=nonce3rfc,s=QSXCR+Q6sek8bf92,i=2147483647",
                "r=nonce3rfc,s=QSXCR+Q6sek8bf92",
                "m=must-understand,r=nonce3rfc,s=QSXCR+Q6sek8bf92,i=4096",
                "e=unknown-user",
                "",
                "Hello!"
            })
    void scramTakesNoServerThatDoesNotPlayByTheRules(String serverFirst) {
        Scram scram = new Scram(AuthMechanism.SCRAM_SHA_1, "user", "pencil", null, "nonce");
        scram.initialResponse();
        assertThatThrownBy(() -> scram.respond(octets(serverFirst))).isInstanceOf(SaslFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "e=invalid-proof", "", "v="})
    void scramTakesNoServerThatDoesNotKnowThePassword(String serverFinal) throws Exception {
        Scram scram = new Scram(AuthMechanism.SCRAM_SHA_1, "user", "pencil", null, "nonce");
        scram.initialResponse();
        scram.respond(octets("r=nonce3rfc,s=QSXCR+Q6sek8bf92,i=4096"));
        assertThatThrownBy(scram::succeeded).isInstanceOf(SaslFailure.class);
        assertThatThrownBy(() -> scram.respond(octets(serverFinal))).isInstanceOf(SaslFailure.class);
        assertThatThrownBy(scram::succeeded).isInstanceOf(SaslFailure.class);
    }

    @Test
    void scramSaysWhatItCouldBind() {
        byte[] binding = {1, 2, 3};
        assertThat(text(new Scram(AuthMechanism.SCRAM_SHA_256_PLUS, "user", "pencil", binding).initialResponse()))
                .startsWith("p=tls-server-end-point,,n=user,r=");
        assertThat(text(new Scram(AuthMechanism.SCRAM_SHA_256, "user", "pencil", binding).initialResponse()))
                .startsWith("y,,n=user,r=");
        assertThat(text(new Scram(AuthMechanism.SCRAM_SHA_256, "user", "pencil", null).initialResponse()))
                .startsWith("n,,n=user,r=");
    }

    @Test
    void scramUsesANonceOnce() {
        assertThat(new Scram(AuthMechanism.SCRAM_SHA_256, "user", "pencil", null).initialResponse())
                .isNotEqualTo(new Scram(AuthMechanism.SCRAM_SHA_256, "user", "pencil", null).initialResponse());
    }

    @Test
    void scramEscapesTheName() {
        assertThat(text(new Scram(AuthMechanism.SCRAM_SHA_1, "a=b,c", "pencil", null).initialResponse()))
                .startsWith("n,,n=a=3Db=2Cc,r=");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
