package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.connect;
import static io.maillite.pop3.Dialogues.greeted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.wire.MailProtocolException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command and what servers answer to it. */
class CommandsTest {
    // ---- STAT

    @Test
    void p09_statIsTwoNumbers() throws Exception {
        try (ScriptedServer server = greeted("""
                C: STAT
                S: +OK 10 100
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.stat()).isEqualTo(new Stat(10, 100));
        }
    }

    @Test
    void statOfAMaildropThatIsLargerThanAnInt() throws Exception {
        try (ScriptedServer server = greeted("""
                C: STAT
                S: +OK 200000 123456789012 and a text
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.stat()).isEqualTo(new Stat(200_000, 123_456_789_012L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK 7", "+OK seven 1800662", "+OK", "+OK -1 100", "+OK 99999999999 1"})
    void p11_aStatWithoutACountOrASizeBreaksTheProtocol(String reply) throws Exception {
        try (ScriptedServer server = greeted("C: STAT\nS: " + reply + "\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::stat)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("STAT was answered with something else");
            assertThat(session.isBroken()).isTrue();
        }
    }

    @Test
    void p11_aSizeThatIsNoNumberIsAnUnknownSize() throws Exception {
        try (ScriptedServer server = greeted("""
                C: STAT
                S: +OK 7 #octets
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.stat()).isEqualTo(new Stat(7, Stat.UNKNOWN_SIZE));
        }
    }

    // ---- LIST

    @Test
    void p13_listIsANumberAndASizeForEachMessage() throws Exception {
        try (ScriptedServer server = greeted("""
                C: LIST
                S: +OK 5 messages
                S: 1 1024
                S: 2 2048
                S: 3 0
                S: 4 4096
                S: 5 5120 and more
                S: .
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.list())
                    .containsExactly(
                            new ScanListing(1, 1024),
                            new ScanListing(2, 2048),
                            new ScanListing(3, 0),
                            new ScanListing(4, 4096),
                            new ScanListing(5, 5120));
        }
    }

    @Test
    void p14_aListMayHaveGapsAndAnyOrder() throws Exception {
        try (ScriptedServer server = greeted("""
                C: LIST
                S: +OK
                S: 8 80
                S: 1 10
                S: 6 60
                S: .
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.list())
                    .containsExactly(new ScanListing(8, 80), new ScanListing(1, 10), new ScanListing(6, 60));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7 ten-twenty-four", "7 -1", "7 12x", "7 9999999999999999999"})
    void p15_aListLineWithoutASizeIsAnUnknownSize(String line) throws Exception {
        try (ScriptedServer server = greeted("C: LIST\nS: +OK\nS: " + line + "\nS: .\n");
                Pop3Session session = connect(server)) {
            assertThat(session.list()).containsExactly(new ScanListing(7, Stat.UNKNOWN_SIZE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"seven 100", "-7 100", "0 100", "1234567890 100", " "})
    void aListLineWithoutANumberBreaksTheProtocol(String line) throws Exception {
        try (ScriptedServer server = greeted("C: LIST\nS: +OK\nS: " + line + "\nS: .\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::list)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("LIST was answered with something else");
        }
    }

    @Test
    void listOfOneMessage() throws Exception {
        try (ScriptedServer server = greeted("""
                C: LIST 1
                S: +OK 1 1024
                C: LIST 2
                S: -ERR no such message
                C: NOOP
                S: +OK
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.list(1)).isEqualTo(new ScanListing(1, 1024));
            assertThatThrownBy(() -> session.list(2))
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("LIST 2 was answered -ERR no such message");
            session.noop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK 99 1024", "+OK 1", "+OK 1 ten-twenty-four", "+OK one 1024", "+OK"})
    void p16_aWrongAnswerForOneMessageBreaksTheProtocol(String reply) throws Exception {
        try (ScriptedServer server = greeted("C: LIST 1\nS: " + reply + "\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(() -> session.list(1)).isInstanceOf(MailProtocolException.class);
        }
    }

    // ---- UIDL

    @Test
    void p20_uidlIsAUniqueIdForEachMessageAndForOne() throws Exception {
        try (ScriptedServer server = greeted("""
                C: UIDL
                S: +OK
                S: 1 whqtswO00WBw418f9t5JxYwZ
                S: 2 QhdPYR:00WBw1Ph7x7
                S: .
                C: UIDL 2
                S: +OK 2 QhdPYR:00WBw1Ph7x7
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.uidl())
                    .containsExactly(
                            new UniqueIdListing(1, Optional.of("whqtswO00WBw418f9t5JxYwZ")),
                            new UniqueIdListing(2, Optional.of("QhdPYR:00WBw1Ph7x7")));
            assertThat(session.uidl(2).uniqueId()).contains("QhdPYR:00WBw1Ph7x7");
        }
    }

    @Test
    void p21_aServerWithoutUidlRefusesItAndTheSessionLives() throws Exception {
        try (ScriptedServer server = greeted("""
                C: UIDL
                S: -ERR command not supported
                C: LIST
                S: +OK
                S: 1 10
                S: .
                """);
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::uidl).isInstanceOf(Pop3Exception.class);
            assertThat(session.list()).hasSize(1);
        }
    }

    @Test
    void p22_aUidlLineWithoutAnIdThatNamesAMessageHasNone() throws Exception {
        try (ScriptedServer server = greeted("""
                C: UIDL
                S: +OK
                S: 1 a
                S: 3
                S: 4 two words
                S= 5 br\\xffken\\r\\n
                S= 6 c\\x01ntrol\\r\\n
                S: .
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.uidl())
                    .containsExactly(
                            new UniqueIdListing(1, Optional.of("a")),
                            new UniqueIdListing(3, Optional.empty()),
                            new UniqueIdListing(4, Optional.empty()),
                            new UniqueIdListing(5, Optional.empty()),
                            new UniqueIdListing(6, Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK 4 103", "+OK 3", "+OK", "+OK 99 101"})
    void p22_aWrongUidlForOneMessageBreaksTheProtocol(String reply) throws Exception {
        try (ScriptedServer server = greeted("C: UIDL 3\nS: " + reply + "\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(() -> session.uidl(3)).isInstanceOf(MailProtocolException.class);
        }
    }

    // ---- RETR, TOP

    @Test
    void p26_aMessageIsItsOctetsWithoutTheDots() throws Exception {
        try (ScriptedServer server = greeted("""
                C: RETR 1
                S: +OK 120 octets
                S: Subject: dots
                S:
                S: ..
                S: ..two
                S= \\x00\\xff \\r lone \\n lone\\r\\n
                S: .
                """);
                Pop3Session session = connect(server)) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            long octets = session.retr(1, message);
            assertThat(message.toString(StandardCharsets.ISO_8859_1))
                    .isEqualTo("Subject: dots\r\n\r\n.\r\n.two\r\n\0\u00ff \r lone \n lone\r\n");
            assertThat(octets).isEqualTo(message.size());
        }
    }

    @Test
    void p26_anEmptyMessageIsNoOctets() throws Exception {
        try (ScriptedServer server = greeted("""
                C: RETR 1
                S: +OK
                S: .
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.retr(1, new ByteArrayOutputStream())).isZero();
        }
    }

    @Test
    void p34_onlyCrlfDotCrlfEndsAMessage() throws Exception {
        try (ScriptedServer server = greeted("""
                C: RETR 1
                S: +OK
                S= a\\n.\\nb\\r.\\rc\\n.\\r\\nd\\r\\n.\\ne\\r\\n.\\r\\n
                """);
                Pop3Session session = connect(server)) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            session.retr(1, message);
            assertThat(message.toString(StandardCharsets.US_ASCII)).isEqualTo("a\n.\nb\r.\rc\n.\r\nd\r\n\ne\r\n");
        }
    }

    @Test
    void p34_aWholeSessionInLfAlone() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S= +OK ready\\n
                        C: CAPA
                        S= +OK\\nUIDL\\n.\\n
                        C: LIST
                        S= +OK\\n1 10\\n2 20\\n.\\n
                        C: RETR 1
                        S= +OK\\nSubject: x\\n\\n..\\nend\\n.\\n
                        C: RETR 2
                        S= +OK\\nmixed\\r\\n.\\r\\n
                        C: QUIT
                        S= +OK\\n
                        """);
                Pop3Session session = connect(server)) {
            assertThat(session.capabilities().has("UIDL")).isTrue();
            assertThat(session.list()).hasSize(2);
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            session.retr(1, message);
            assertThat(message.toString(StandardCharsets.US_ASCII)).isEqualTo("Subject: x\n\n.\nend\n");
            message.reset();
            session.retr(2, message);
            assertThat(message.toString(StandardCharsets.US_ASCII)).isEqualTo("mixed\r\n");
            session.quit();
        }
    }

    @Test
    void p36_aRefusedRetrIsTheErrorOfThatMessageAlone() throws Exception {
        try (ScriptedServer server = greeted("""
                C: RETR 1
                S: +OK
                S: one
                S: .
                C: RETR 2
                S: -ERR message is locked
                C: RETR 3
                S: +OK
                S: three
                S: .
                """);
                Pop3Session session = connect(server)) {
            ByteArrayOutputStream messages = new ByteArrayOutputStream();
            session.retr(1, messages);
            assertThatThrownBy(() -> session.retr(2, messages))
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("RETR 2");
            session.retr(3, messages);
            assertThat(messages.toString(StandardCharsets.US_ASCII)).isEqualTo("one\r\nthree\r\n");
        }
    }

    @Test
    void p38_topIsTheHeaderAndSomeLines() throws Exception {
        try (ScriptedServer server = greeted("""
                C: TOP 3 0
                S: +OK
                S: Subject: x
                S:
                S: .
                """);
                Pop3Session session = connect(server)) {
            ByteArrayOutputStream top = new ByteArrayOutputStream();
            assertThat(session.top(3, 0, top)).isEqualTo(14);
            assertThat(top.toString(StandardCharsets.US_ASCII)).isEqualTo("Subject: x\r\n\r\n");
        }
    }

    // ---- DELE, RSET, NOOP, LANG

    @Test
    void p39_deleRsetAndNoop() throws Exception {
        try (ScriptedServer server = greeted("""
                C: DELE 1
                S: +OK marked
                C: DELE 1
                S: -ERR already marked
                C: RSET
                S: +OK
                C: NOOP
                S: +OK
                """);
                Pop3Session session = connect(server)) {
            session.dele(1);
            assertThatThrownBy(() -> session.dele(1)).isInstanceOf(Pop3Exception.class);
            session.rset();
            session.noop();
        }
    }

    @Test
    void p58_langListsAndSetsTheLanguage() throws Exception {
        try (ScriptedServer server = greeted("""
                C: LANG
                S: +OK
                S: en English
                S: fr Français
                S: .
                C: LANG fr
                S: +OK fr Langue changée
                C: LANG uga
                S: -ERR inconnue
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.lang()).containsExactly("en English", "fr Français");
            session.lang("fr");
            assertThatThrownBy(() -> session.lang("uga")).isInstanceOf(Pop3Exception.class);
        }
    }

    @Test
    void p53_noArgumentCanStartACommandOfItsOwn() throws Exception {
        try (ScriptedServer server = greeted("""
                C: NOOP
                S: +OK
                """);
                Pop3Session session = connect(server)) {
            assertThatThrownBy(() -> session.user("me\r\nDELE 1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("U+000D");
            assertThatThrownBy(() -> session.pass("hush\nQUIT"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PASS ***")
                    .hasMessageNotContaining("hush");
            assertThatThrownBy(() -> session.lang("fr\0")).isInstanceOf(IllegalArgumentException.class);
            // U+760D: a cast to an octet would make a carriage return of it
            assertThatThrownBy(() -> session.user("me\u760d\u760aDELE 1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("US-ASCII");
            session.noop();
        }
    }

    // ---- CAPA

    @Test
    void p44_capabilitiesAreTyped() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK ready
                        C: CAPA
                        S: +OK Capability list follows
                        S: top
                        S: USER
                        S: SASL CRAM-MD5 kerberos_v4 scram-sha-256
                        S: RESP-CODES
                        S: LOGIN-DELAY 300
                        S: EXPIRE 0
                        S: IMPLEMENTATION Shlemazle-Plotz v302
                        S:
                        S: .
                        """);
                Pop3Session session = connect(server)) {
            Pop3Capabilities capabilities = session.capabilities();
            assertThat(capabilities.has("TOP")).isTrue();
            assertThat(capabilities.has("uidl")).isFalse();
            assertThat(capabilities.saslMechanisms())
                    .containsExactlyInAnyOrder(AuthMechanism.CRAM_MD5, AuthMechanism.SCRAM_SHA_256);
            assertThat(capabilities.loginDelay()).contains(Duration.ofMinutes(5));
            assertThat(capabilities.expire())
                    .contains(new Pop3Capabilities.Expiry(Optional.of(Duration.ZERO), false))
                    .get()
                    .matches(Pop3Capabilities.Expiry::isAtOnce);
            assertThat(capabilities.implementation()).contains("Shlemazle-Plotz v302");
            assertThat(capabilities.asMap())
                    .contains(entry("LOGIN-DELAY", List.of("300")), entry("RESP-CODES", List.of()))
                    .doesNotContainKey("");
        }
    }

    @Test
    void p49_whatIsSaidAgainIsNotTakenApartAgain() {
        Pop3Capabilities before = new Pop3Capabilities(List.of("UIDL", "SASL PLAIN"));
        assertThat(Pop3Capabilities.of(List.of("UIDL", "SASL PLAIN"), before)).isSameAs(before);
        assertThat(Pop3Capabilities.of(List.of("UIDL", "SASL PLAIN CRAM-MD5"), before)
                        .saslMechanisms())
                .containsExactlyInAnyOrder(AuthMechanism.PLAIN, AuthMechanism.CRAM_MD5);
        assertThat(Pop3Capabilities.of(List.of("UIDL"), before).has("SASL")).isFalse();
        assertThat(Pop3Capabilities.of(List.of(), before).asMap()).isEmpty();
    }

    @Test
    void p49_expireForSomeUsersAndNever() {
        assertThat(new Pop3Capabilities(List.of("EXPIRE 31 USER")).expire())
                .contains(new Pop3Capabilities.Expiry(Optional.of(Duration.ofDays(31)), true));
        assertThat(new Pop3Capabilities(List.of("EXPIRE NEVER")).expire())
                .contains(new Pop3Capabilities.Expiry(Optional.empty(), false));
        assertThat(new Pop3Capabilities(List.of("EXPIRE never user")).expire())
                .contains(new Pop3Capabilities.Expiry(Optional.empty(), true));
        assertThat(new Pop3Capabilities(List.of("EXPIRE")).expire()).isEmpty();
        assertThat(new Pop3Capabilities(List.of("EXPIRE soon", "LOGIN-DELAY never")).expire())
                .isEmpty();
        assertThat(new Pop3Capabilities(List.of("LOGIN-DELAY -5")).loginDelay()).isEmpty();
    }

    @Test
    void p45_aServerWithoutCapaHasNoCapabilities() throws Exception {
        try (ScriptedServer server = greeted("""
                C: NOOP
                S: +OK
                """);
                Pop3Session session = connect(server)) {
            assertThat(session.capabilities().asMap()).isEmpty();
            assertThat(session.pipelines()).isFalse();
            session.noop();
        }
    }

    @Test
    void p45_aNamedMechanismIsTriedWhereTheServerSaysNothingAboutItself() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                S: +OK ready
                C: CAPA
                S: -ERR what?
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: +OK
                C: CAPA
                S: -ERR what?
                """);
                Pop3Session session = connect(server)) {
            session.login(new Authentication(Credentials.password("user", "secret"), AuthMechanism.PLAIN));
            server.verify();
        }
    }

    @Test
    void p45_anEmptyCapaIsNoCapabilities() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK ready
                        C: CAPA
                        S: +OK
                        S: .
                        C: NOOP
                        S: +OK
                        """);
                Pop3Session session = connect(server)) {
            assertThat(session.capabilities().asMap()).isEmpty();
            session.noop();
        }
    }

    @Test
    void whatCapaSaidStaysIfTheServerDoesNotKnowItAnyMore() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK ready
                        C: CAPA
                        S: +OK
                        S: PIPELINING
                        S: USER
                        S: .
                        C: USER user
                        S: +OK
                        C: PASS secret
                        S: +OK
                        C: CAPA
                        S: -ERR not in this state
                        """);
                Pop3Session session = Dialogues.open(server)) {
            assertThat(session.capabilities().has("USER")).isTrue();
            assertThat(session.pipelines()).isTrue();
        }
    }

    @Test
    void whatIsAskedAtTheLoginOfAServerThatPipelinesCostsNoRoundTrip() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK ready
                        C: CAPA
                        S: +OK
                        S: PIPELINING
                        S: USER
                        S: .
                        C: USER user
                        S: +OK
                        C: PASS secret
                        S: +OK
                        C: CAPA
                        C: STAT
                        S: +OK
                        S: USER
                        S: LOGIN-DELAY 7
                        S: .
                        S: +OK 0 0
                        C: NOOP
                        S: +OK
                        """);
                Pop3Session session = Dialogues.open(server)) {
            assertThat(session.unanswered()).isZero();
            assertThat(session.stat().count()).isZero();
            assertThat(session.capabilities().loginDelay()).contains(Duration.ofSeconds(7));
            assertThat(session.pipelines()).isFalse();
            session.noop();
        }
    }

    // ---- the text of a refusal

    @Test
    void p66_aRefusalCannotWriteOurTerminal() throws Exception {
        try (ScriptedServer server = greeted("""
                C: STAT
                S= -ERR [\\x1b[2JIN-USE] \\x1b]0;owned\\x07 \\x9b31m red \\xe2\\x80\\xae txt\\r\\n
                """);
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::stat).isInstanceOfSatisfying(Pop3Exception.class, e -> {
                assertThat(e.getMessage().codePoints()).noneMatch(Character::isISOControl);
                assertThat(e.getMessage()).doesNotContain("\u202e");
                assertThat(e.reply().codePoints()).noneMatch(Character::isISOControl);
                assertThat(e.responseCode().orElseThrow().codePoints()).noneMatch(Character::isISOControl);
            });
        }
    }

    @Test
    void aLongRefusalIsCut() throws Exception {
        try (ScriptedServer server = greeted("C: STAT\nS: -ERR " + "x".repeat(8000) + "\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::stat).isInstanceOfSatisfying(Pop3Exception.class, e -> assertThat(e.reply())
                    .hasSizeLessThan(600));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-err no", "-ERR", "-ERR:no", "-ERR, no", "-ERR\tno"})
    void aRefusalIsKnownInWhateverFormItComes(String reply) throws Exception {
        try (ScriptedServer server = greeted("C: NOOP\nS: " + reply + "\nC: NOOP\nS: +ok, fine\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::noop).isInstanceOf(Pop3Exception.class);
            session.noop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "+ challenge", "OK", "+OKAY", "-ERROR", "250 ok", "", "* OK", "<html>"})
    void whatIsNoReplyEndsTheSession(String reply) throws Exception {
        try (ScriptedServer server = greeted("C: NOOP\nS: " + reply + "\n");
                Pop3Session session = connect(server)) {
            assertThatThrownBy(session::noop)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("is no reply of POP3");
        }
    }
}
