package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = "tanstaaf-7£";

    private final Secrets secrets = new Secrets();

    @Test
    void aSecretIsBlottedOutInAnyLetterCase() {
        secrets.keep(SECRET);
        assertThat(secrets.blot("no " + SECRET + ", NO TANSTAAF-7£!")).isEqualTo("no ***, NO ***!");
    }

    @Test
    void aSecretIsBlottedOutInHex() {
        secrets.keep(SECRET);
        String hex = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.blot(
                        hex + " " + HexFormat.of().withUpperCase().formatHex(SECRET.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("*** ***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use", "\0user\0", "user=me\1auth=Bearer "})
    void aSecretIsBlottedOutOfWhateverBase64HoldsIt(String before) {
        secrets.keep(SECRET);
        String base64 = base64(before + SECRET + "behind");
        String alone = base64(SECRET);
        String blotted = secrets.blot(base64);
        assertThat(blotted).contains("***");
        // what is left of it gives fewer than three octets of the secret away
        assertThat(blotted.length()).isLessThanOrEqualTo(base64.length() - alone.length() + 8);
    }

    @Test
    void aSecretIsKeptAlsoAfterATextWasLookedAt() {
        assertThat(secrets.blot("no " + SECRET)).isEqualTo("no " + SECRET);
        secrets.keep(SECRET);
        assertThat(secrets.blot("no " + SECRET)).isEqualTo("no ***");
        secrets.keep("another");
        assertThat(secrets.blot("no " + SECRET + " and no Another")).isEqualTo("no *** and no ***");
    }

    @Test
    void theLongerOfTwoSecretsIsBlottedOutWhole() {
        secrets.keep("abc");
        secrets.keep("xabcx");
        assertThat(secrets.blot("xabcx")).isEqualTo("***");
    }

    @Test
    void whatIsTooShortToBeFoundForSureIsLeft() {
        secrets.keep("ab");
        secrets.keep("");
        assertThat(secrets.blot("about")).isEqualTo("about");
    }

    @Test
    void regularExpressionsAreNone() {
        secrets.keep("$1.*\\E(");
        assertThat(secrets.blot("x $1.*\\E( y")).isEqualTo("x *** y");
    }

    @Test
    void aSecretThatHasOnlyBegunIsBlottedOutToo() {
        secrets.keep(SECRET);
        assertThat(secrets.blotCut("-ERR bad password tansta")).isEqualTo("-ERR bad password ***");
        assertThat(secrets.blotCut("-ERR " + SECRET)).isEqualTo("-ERR ***");
        assertThat(secrets.blotCut("-ERR start")).isEqualTo("-ERR start");
    }

    @Test
    void aSecretIsBlottedOutPercentEncoded() {
        secrets.keep("tan & s/taaf");
        assertThat(secrets.blot("a=tan+%26+s%2Ftaaf&b=tan%20%26%20s%2ftaaf")).isEqualTo("a=***&b=***");
    }

    @Test
    void whatIsNotShownHidesNoSecret() {
        secrets.keep(SECRET);
        assertThat(secrets.printable("-ERR tan\0staaf\u200b-7£")).isEqualTo("-ERR ***");
        assertThat(secrets.printableCut("-ERR tan\0sta")).isEqualTo("-ERR ***");
    }

    @Test
    void anExceptionIsSearchedToItsRoot() {
        secrets.keep(SECRET);
        assertThat(secrets.areIn(new IllegalStateException("x", new IllegalStateException("no " + SECRET))))
                .isTrue();
        assertThat(secrets.areIn(new IllegalStateException("x"))).isFalse();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
