package io.maillite.sasl;

import static io.maillite.sasl.AuthMechanism.APOP;
import static io.maillite.sasl.AuthMechanism.AUTO;
import static io.maillite.sasl.AuthMechanism.CRAM_MD5;
import static io.maillite.sasl.AuthMechanism.EXTERNAL;
import static io.maillite.sasl.AuthMechanism.LOGIN;
import static io.maillite.sasl.AuthMechanism.OAUTHBEARER;
import static io.maillite.sasl.AuthMechanism.PLAIN;
import static io.maillite.sasl.AuthMechanism.SCRAM_SHA_1;
import static io.maillite.sasl.AuthMechanism.SCRAM_SHA_1_PLUS;
import static io.maillite.sasl.AuthMechanism.SCRAM_SHA_256;
import static io.maillite.sasl.AuthMechanism.SCRAM_SHA_256_PLUS;
import static io.maillite.sasl.AuthMechanism.USER;
import static io.maillite.sasl.AuthMechanism.XOAUTH2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mechanism is taken, and which is not. */
class AuthenticationTest {
    private static final Credentials PASSWORD = Credentials.password("user", "tanstaaf");
    private static final Credentials TOKEN = Credentials.token("user", () -> "tanstaaf");
    private static final Set<AuthMechanism> ALL = EnumSet.allOf(AuthMechanism.class);

    @Test
    void autoTakesTheStrongestOffered() throws Exception {
        assertThat(Authentication.auto(PASSWORD).candidates(ALL, true, "server"))
                .containsExactly(SCRAM_SHA_256_PLUS, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_1, PLAIN, LOGIN, USER);
    }

    @Test
    void autoBindsNoChannelThatCannotBeBound() throws Exception {
        assertThat(Authentication.auto(PASSWORD).candidates(ALL, false, "server"))
                .containsExactly(SCRAM_SHA_256, SCRAM_SHA_1, PLAIN, LOGIN, USER);
    }

    @Test
    void autoTakesWhatIsOffered() throws Exception {
        assertThat(Authentication.auto(PASSWORD).candidates(EnumSet.of(USER, LOGIN, CRAM_MD5), true, "server"))
                .containsExactly(LOGIN, USER);
    }

    @Test
    void autoWithATokenPresentsTheToken() throws Exception {
        assertThat(Authentication.auto(TOKEN).candidates(ALL, true, "server")).containsExactly(OAUTHBEARER, XOAUTH2);
        assertThat(Authentication.auto(TOKEN).candidates(EnumSet.of(PLAIN, XOAUTH2), true, "server"))
                .containsExactly(XOAUTH2);
    }

    @ParameterizedTest
    @EnumSource(
            value = AuthMechanism.class,
            names = {"APOP", "CRAM_MD5", "EXTERNAL"})
    void autoNeverTakesWhatMustBeNamed(AuthMechanism weak) {
        assertThatThrownBy(() -> Authentication.auto(PASSWORD).candidates(EnumSet.of(weak), true, "mail:995"))
                .isInstanceOf(MailAuthenticationException.class)
                .hasMessageContaining("mail:995: no login is possible")
                .hasMessageContaining("the server offers " + weak.protocolName());
    }

    @Test
    void whatIsNamedIsTakenAndNothingElse() throws Exception {
        Authentication named = new Authentication(PASSWORD, CRAM_MD5);
        assertThat(named.candidates(ALL, true, "server")).containsExactly(CRAM_MD5);
        assertThatThrownBy(() -> named.candidates(EnumSet.of(SCRAM_SHA_256, PLAIN), true, "server"))
                .isInstanceOf(MailAuthenticationException.class)
                .hasMessageContaining("authMechanism=CRAM-MD5")
                .hasMessageContaining("offers SCRAM-SHA-256, PLAIN");
    }

    @Test
    void aBoundMechanismThatIsNamedNeedsTls() {
        assertThatThrownBy(() -> new Authentication(PASSWORD, SCRAM_SHA_256_PLUS).candidates(ALL, false, "server"))
                .isInstanceOf(MailAuthenticationException.class)
                .hasMessageContaining("nothing can be used without TLS");
    }

    @Test
    void credentialsAndNothingOfferedIsAnError() {
        assertThatThrownBy(() -> Authentication.auto(PASSWORD).candidates(Set.of(), true, "server"))
                .isInstanceOf(MailAuthenticationException.class)
                .hasMessageContaining("offers no mechanism that is known here");
    }

    @Test
    void credentialsOfTheWrongKindAreRefusedAtOnce() {
        for (AuthMechanism mechanism : List.of(OAUTHBEARER, XOAUTH2)) {
            assertThatThrownBy(() -> new Authentication(PASSWORD, mechanism))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs an access token, not a password");
        }
        for (AuthMechanism mechanism : List.of(PLAIN, LOGIN, USER, APOP, CRAM_MD5, SCRAM_SHA_1, SCRAM_SHA_256)) {
            assertThatThrownBy(() -> new Authentication(TOKEN, mechanism))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs a username and a password");
        }
    }

    @Test
    void theConnectionItselfMayProveWhoWeAre() throws Exception {
        assertThat(new Authentication(Credentials.external(""), EXTERNAL).candidates(ALL, true, "server"))
                .containsExactly(EXTERNAL);
    }

    @Test
    void mechanismsAreKnownByTheirNames() {
        for (AuthMechanism mechanism : AuthMechanism.values()) {
            assertThat(AuthMechanism.of(mechanism.protocolName())).isEqualTo(mechanism);
            assertThat(AuthMechanism.of(mechanism.name().toLowerCase(Locale.ROOT)))
                    .isEqualTo(mechanism);
        }
        assertThat(AuthMechanism.of(" auto ")).isEqualTo(AUTO);
        assertThatThrownBy(() -> AuthMechanism.of("DIGEST-MD5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DIGEST-MD5")
                .hasMessageContaining("SCRAM-SHA-1-PLUS");
        assertThat(SCRAM_SHA_1_PLUS.isSasl()).isTrue();
        assertThat(USER.isSasl() || APOP.isSasl() || AUTO.isSasl()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nb", "a\0b", "user\1auth=Bearer x"})
    void p53_aUsernameHoldsNoControlCharacter(String username) {
        assertThatThrownBy(() -> Credentials.password(username, "tanstaaf"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credentials.token(username, () -> "tanstaaf"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingShowsASecret() {
        assertThat(PASSWORD + " " + TOKEN + " " + Credentials.external("user")).doesNotContain("tanstaaf");
        assertThat(Authentication.auto(PASSWORD) + " " + new Authentication(TOKEN, XOAUTH2))
                .doesNotContain("tanstaaf");
    }
}
