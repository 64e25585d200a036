package io.maillite.camel.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.maillite.camel.support.MailContent;
import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mail says of itself, whoever wrote it. */
class MailHeadersTest {
    private static final SpoolDirectory SPOOLS = SpoolDirectory.of(new DefaultCamelContext());

    private static MailContent content(byte[] octets) {
        try (Spool spool = new Spool(SPOOLS, () -> 1 << 20, octets.length)) {
            spool.write(octets);
            return spool.content();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static MailHeaders headers(String text) {
        return new MailHeaders(content(text.replace("\n", "\r\n").getBytes(UTF_8)));
    }

    /** A route that has replaced the body, and keeps headers that nobody has read, keeps no message. */
    @Test
    void theyHoldTheHeaderSectionAndNotTheMessage() {
        MailContent content = content(("Subject: x\r\n\r\n" + "y".repeat(100_000)).getBytes(UTF_8));
        MailHeaders headers = new MailHeaders(content);
        WeakReference<MailContent> message = new WeakReference<>(content);
        content = null;
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            System.gc();
            return message.get() == null;
        });
        assertThat(headers).containsExactly(Map.entry("Subject", "x"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 1022, 1023, 1024, 1025, 2047, 2048, 5000, 300_000})
    void aSectionOfAnyLengthIsRead(int length) {
        for (String end : new String[] {"\r\nB: 2\r\n\r\nC: body", "\nB: 2\n\nC: body", "\r\nB: 2"}) {
            Map<String, Object> headers = new MailHeaders(content(("A: " + "x".repeat(length) + end).getBytes(UTF_8)));
            assertThat(headers).doesNotContainKey("C");
            if (length < 200_000) {
                assertThat(headers).containsEntry("A", "x".repeat(length)).containsEntry("B", "2");
            }
        }
    }

    @Test
    void fieldsAreUnfoldedDecodedAndFoundInAnyLetterCase() {
        Map<String, Object> headers = headers("""
                Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
                 =?iso-8859-1?B?IGF1cyBL9mxu?=, and
                \tmore
                From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>
                X-Raw: schön
                X-Empty:

                X-Body: no header
                """);
        assertThat(headers)
                .containsOnlyKeys("Subject", "From", "X-Raw", "X-Empty")
                .containsEntry("subject", "Grüße aus Köln, and\tmore")
                .containsEntry("FROM", "Jörg <joerg@example.org>")
                .containsEntry("X-Raw", "schön")
                .containsEntry("X-Empty", "");
        assertThat(headers.get("X-Body")).isNull();
        assertThat(headers.containsKey("sUbJeCt")).isTrue();
    }

    @Test
    void aRepeatedFieldIsAListInItsOrder() {
        assertThat(headers("Received: by three\nreceived: by two\nSubject: x\nRECEIVED: by one\n\n"))
                .hasSize(2)
                .containsEntry("Received", List.of("by three", "by two", "by one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no colon at all",
                "no header\n\nSubject: in the body\n",
                " leading space\nSubject: x",
                ": no name\n\n",
                "Subject",
                "Subject: =?utf-8?q?=ZZ?= =?nonsense?b?!!!?= =?x?=\n\n",
                "Subject: =?utf-8?b?4p?=\n\n",
                "\u0000\u0001\u0002\n\n",
                "Content-Type: ;;;=\"\nContent-Length: -x\nContent-Transfer-Encoding: \u0007\n\n"
            })
    void whatIsMalformedIsPassedOver(String text) {
        assertThat(headers(text).size()).isLessThanOrEqualTo(3);
        assertThat(MailDate.of(content(text.getBytes(ISO_8859_1)))).isEmpty();
    }

    @Test
    void whatIsMalformedDoesNotHideTheRest() {
        assertThat(headers("this is no field\nSubject: there\nalso none\nFrom : a@b\n\n"))
                .containsEntry("Subject", "there")
                .containsEntry("From", "a@b");
    }

    @Test
    void whatTakesLongToDecodeIsLeftAsItIs() {
        String word = "=?utf-8?q?=C3=A4?= ";
        String longest = word.repeat(8 * 1024 / word.length());
        String field = "X: " + longest + "\n";
        assertThat((String) headers(field + "\n").get("X")).startsWith("ääää");
        assertThat((String) headers("X: " + longest + word.repeat(2) + "\n\n").get("X"))
                .startsWith(word);
        List<?> many = (List<?>) headers(field.repeat(20) + "\n").get("X");
        assertThat((String) many.get(7)).startsWith("ääää");
        assertThat((String) many.get(19)).startsWith(word);
    }

    @Test
    void mime4jIsUsedWithoutWhatItBrings() {
        // so all of these tests show that nothing of it is needed
        assertThatThrownBy(() -> Class.forName("org.apache.commons.io.IOUtils"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void anyOctetsAreReadWithoutFailing() {
        Random random = new Random(42);
        String alphabet = "Subject:=?utf-8?qb?= \t\r\n\r\n()<>\"\\\u0000\u00ff;";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(300); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            MailContent content = content(("Date: " + text).getBytes(ISO_8859_1));
            assertThat(new MailHeaders(content)).isNotNull().hasSizeLessThan(300);
            assertThat(MailDate.of(content)).isEmpty();
        }
    }

    @Test
    void anEncodedWordBringsNoLineEnds() {
        String hidden = Base64.getEncoder().encodeToString("a\r\nBcc: x@example.org\u0000\u007f".getBytes(UTF_8));
        assertThat(headers("Subject: =?utf-8?B?" + hidden + "?=\n\n"))
                .containsEntry("Subject", "a  Bcc: x@example.org  ");
    }

    @Test
    void fieldsWithoutEndAreCutOff() {
        assertThat(headers("X: y\n".repeat(5_000)).get("X"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(HeaderSection.MAX_FIELDS);
        assertThat((String) headers("X: " + "y".repeat(1_000_000)).get("X"))
                .hasSizeLessThanOrEqualTo(HeaderSection.MAX_OCTETS);
        assertThat(headers("X: y\n z\n".repeat(40_000)).size()).isEqualTo(1);
        assertThat(headers("X: " + "=?utf-8?q?a?= ".repeat(60_000) + "\n\n")).hasSize(1);
        assertThat(headers("X: " + "=?".repeat(120_000) + "\n\n")).hasSize(1);
    }

    @Test
    void itIsAPlainMapToWhoeverCopiesIt() throws Exception {
        MailHeaders headers = headers("Subject: x\nReceived: b\nReceived: a\n\n");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(written)) {
            out.writeObject(headers);
        }
        Object read = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray())).readObject();
        assertThat(read).isInstanceOf(TreeMap.class).isEqualTo(headers);
        assertThat(((Map<?, ?>) read).get("SUBJECT")).isEqualTo("x");
        assertThat(headers).hasToString("{Received=[b, a], Subject=x}");
        assertThatThrownBy(() -> headers.put("Subject", "y")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> headers.clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 27 Jul 2026 10:15:30 +0200          | 1785140130000",
                "Fri, 27 Jul 2026 10:15:30 +0200          | 1785140130000", // whatever day it was
                "27 jul 2026 10:15 +0200                  | 1785140100000",
                "Mon, 27 Jul 2026 08:15:30 GMT            | 1785140130000",
                "Mon, 27 Jul 2026 08:15:30 UT             | 1785140130000",
                "Mon, 27 Jul 2026 04:15:30 EDT            | 1785140130000",
                "Mon,  27  Jul 2026 10:15:30 +0200 (CEST) | 1785140130000",
                "Mon, 27 Jul (the (7th)) 26 10:15:30 +0200 | 1785140130000",
                "Sat, 1 Jan 00 00:00:00 +0000             | 946684800000",
                "1 Jan 70 00:00:00 Z                      | 0",
                "29 Feb 2024 00:00:00 +0000               | 1709164800000",
                "31 Dec 1969 23:59:59 +0000               | -1000",
                "1 Jan 070 9:15:07 +0000                  | 33307000",
                "30 Jun 2015 23:59:60 -0000               | 1435708800000",
                "1 Jan 1970 00:00 -1000 as said           | 36000000",
                "1 Jan 1970 1:2:3 +0000                   | 3723000",
            })
    void theDateIsThatOfTheMail(String date, long expected) {
        assertThat(MailDate.of(content(("Received: x\r\nDATE: " + date + "\r\nDate: x\r\n\r\n").getBytes(UTF_8))))
                .isEqualTo(OptionalLong.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-07-27T10:15:30Z",
                "Mon, 27 Jul 2026 25:15:30 +0200",
                "Mon, 27 Jul 2026 10:15:30",
                "Mon, 27 Jul 99999999999 10:15:30 +0200",
                "Mon, 27 Jul 2026 10:15:30 +99999",
                "Mon, 27 Jul 2026 10:15:30 +1961",
                "Mon, 27 Jul 2026 10:15:30 0200",
                "29 Feb 2026 00:00:00 +0000",
                "0 Jan 2026 00:00:00 +0000",
                "27 Jux 2026 00:00:00 +0000",
                "27 J",
                "27 Jul 2026 10-15 +0000",
                "27 Jul 2026 10:60 +0000",
                "27 Jul 6 10:15 +0000",
                "27Jul2026 10:15 +0000",
                "((((((((((",
                ""
            })
    void whatIsNoDateIsNone(String date) {
        assertThat(MailDate.of(content(("Date: " + date + "\r\n\r\n").getBytes(UTF_8))))
                .isEmpty();
    }
}
