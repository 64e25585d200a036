package io.maillite.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.ConnectionSettings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page for those who come from Python: whatever is there has a row, and what it is here exists. */
class PythonPageTest {
    private static final Page PAGE = new Page("docs/for-python.md");

    /** The public names of Python 3.13's poplib and smtplib, attributes aside. */
    private static final List<String> PYTHON = Stream.of(
                    named("", "POP3 POP3_SSL error_proto"),
                    named(
                            "POP3.",
                            "apop capa close dele getwelcome list noop pass_ quit retr rpop rset set_debuglevel stat"
                                    + " stls top uidl user utf8"),
                    named("", "SMTP SMTP_SSL LMTP quoteaddr quotedata"),
                    named(
                            "SMTP.",
                            "auth auth_cram_md5 auth_login auth_plain close connect data docmd ehlo"
                                    + " ehlo_or_helo_if_needed expn getreply has_extn helo help login mail noop"
                                    + " putcmd quit rcpt rset send send_message sendmail set_debuglevel starttls"
                                    + " verify vrfy"),
                    named(
                            "SMTP",
                            "Exception ServerDisconnected ConnectError HeloError ResponseException SenderRefused"
                                    + " DataError RecipientsRefused NotSupportedError AuthenticationError"))
            .flatMap(names -> names)
            .toList();

    private static final Map<String, Class<?>> OURS = Stream.of(
                    Pop3Client.class, Pop3Session.class, SmtpClient.class, SmtpSession.class, ConnectionSettings.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static Stream<String> named(String prefix, String names) {
        return Stream.of(names.split(" ")).map(name -> prefix + name);
    }

    @Test
    void whateverIsThereHasARow() {
        assertThat(PAGE.firstCells()).containsExactlyInAnyOrderElementsOf(PYTHON);
    }

    @TestFactory
    Stream<DynamicTest> whatItIsHereExists() {
        List<String[]> named = PAGE.code().stream()
                .map(code -> code.split("\\."))
                .filter(code -> code.length == 2 && OURS.containsKey(code[0]))
                .toList();
        assertThat(named).hasSizeGreaterThan(40);
        return named.stream()
                .map(code -> DynamicTest.dynamicTest(String.join(".", code), () -> assertThat(
                                OURS.get(code[0]).getMethods())
                        .extracting(Method::getName)
                        .contains(code[1])));
    }

    /** A command that a session has and the page does not would be looked for in vain. */
    @Test
    void whateverASessionDoesIsNamed() {
        List<String> bookkeeping = List.of(
                "Pop3Session.capabilities",
                "Pop3Session.capabilitiesSoFar",
                "Pop3Session.pipelines",
                "Pop3Session.mayFollow",
                "Pop3Session.hasServedPipelined",
                "Pop3Session.unanswered",
                "Pop3Session.requireInStep",
                "Pop3Session.server",
                "Pop3Session.isBroken",
                "SmtpSession.server",
                "SmtpSession.isOpen",
                "SmtpSession.isUsable",
                "SmtpSession.hasServedPipelined",
                "SmtpSession.brokeOnPipelining",
                "SmtpSession.brokeOnChunking",
                "SmtpSession.losesWhatFollowsData",
                "SmtpSession.hasAnsweredMail");
        assertThat(Stream.of(Pop3Session.class, SmtpSession.class)
                        .flatMap(session -> Stream.of(session.getDeclaredMethods())
                                .filter(method -> Modifier.isPublic(method.getModifiers()))
                                .filter(method -> !method.isSynthetic())
                                .map(method -> session.getSimpleName() + "." + method.getName()))
                        .filter(name -> !bookkeeping.contains(name)))
                .isNotEmpty()
                .allMatch(PAGE.code()::contains, "is on the page");
    }
}
