package io.maillite.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.interop.Postfix.Port;
import io.maillite.wire.TlsMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code docs/interop.md} says that servers change in their usual setting: it is they, and not we. */
@ExtendWith(RealServers.class)
class WhatServersChangeTest {
    private static void send(Postfix postfix, Port port, byte[] message, String from, String to) {
        try (Routes routes = new Routes()) {
            Exchange sent = routes.send(
                    postfix.uri(port, TlsMode.NONE),
                    message,
                    Map.of(SmtpLiteHeaders.FROM, from, SmtpLiteHeaders.TO, to));
            assertThat(sent.getException()).isNull();
        }
    }

    private static String arrived(Dovecot dovecot, String user) {
        return new String(Arrived.messages(dovecot, user, 1).get(0), StandardCharsets.ISO_8859_1);
    }

    @Test
    void postfixBreaksLongLinesOnItsWayToLmtp(Dovecot dovecot, Postfix postfix) {
        String user = Mailboxes.next();
        String folded = user.replace(Mailboxes.DOMAIN, Mailboxes.FOLDED_DOMAIN);
        send(postfix, Port.SMTP, MessageKind.LONG_LINES.octets(), user, folded);

        String arrived = arrived(dovecot, folded);
        String mended = arrived.replace("\r\n x", "x");
        assertThat(arrived).isNotEqualTo(mended);
        assertThat(mended).endsWith(new String(MessageKind.LONG_LINES.octets(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void postfixTakesFieldsAwayAndAddsOthers(Dovecot dovecot, Postfix postfix) {
        String user = Mailboxes.next();
        byte[] message = ("Bcc: hidden@interop.test\r\nContent-Length: 7\r\nReturn-Path: <old@interop.test>\r\n"
                        + "Subject: x\r\n\r\nbody\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        send(postfix, Port.USUAL, message, user, user);

        assertThat(arrived(dovecot, user))
                .doesNotContain("Bcc:", "Content-Length:", "old@interop.test")
                .containsPattern("\r\nMessage-I[dD]: <.*@mx.interop.test>\r\n")
                .contains("\r\nFrom: " + user, "\r\nDate: ")
                .contains("Subject: x\r\n")
                .endsWith("\r\n\r\nbody\r\n");
    }

    @Test
    void mailThatNeedsSmtputf8ComesBackFromWhereItIsNotKnown(Postfix postfix) {
        send(postfix, Port.SMTP, MessageKind.PLAIN.octets(), Postfix.UTF8_USER, Mailboxes.next());

        postfix.process().awaitLog("status=bounced (SMTPUTF8 is required, but was not offered by host");
        assertThat(new String(postfix.delivered("utf8"), StandardCharsets.UTF_8))
                .contains("Return-Path: <>", "SMTPUTF8 is required");
    }
}
