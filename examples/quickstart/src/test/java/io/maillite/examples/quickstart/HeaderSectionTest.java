package io.maillite.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HeaderSectionTest {
    private static HeaderSection of(String text) throws IOException {
        return HeaderSection.read(new ByteArrayInputStream(text.getBytes(US_ASCII)));
    }

    @Test
    void endsAtTheFirstEmptyLine() throws IOException {
        HeaderSection header = of("A: 1\r\nB: 2\r\n\r\nMessage-ID: <no@field>\r\n");

        assertThat(header.first()).isEqualTo("A: 1");
        assertThat(header.has(6, "B: 2")).isTrue();
        assertThat(header.has(0, "B: 2")).isFalse();
        assertThat(header.find("B: 2")).isEqualTo(6);
        assertThat(header.find("C: 3")).isEqualTo(-1);
        assertThat(header.messageId()).isNull();
    }

    @Test
    void aMessageIdMayStandInTheNextLine() throws IOException {
        assertThat(of("message-id:\r\n <a@b>\r\n\r\n").messageId()).isEqualTo("<a@b>");
        assertThat(of("Message-ID: <a@b>\n\n").messageId()).isEqualTo("<a@b>");
        assertThat(of("Message-ID:\r\n").messageId()).isNull();
    }

    @Test
    void namesTheFieldsOnTop() throws IOException {
        HeaderSection header = of("Return-Path: <a@b>\r\nReceived: one\r\n\ttwo: three\r\nReceived: x\r\nA: 1\r\n\r\n");

        assertThat(header.namesBefore(header.find("A: 1"))).isEqualTo("Return-Path, Received");
        assertThat(header.namesBefore(0)).isEmpty();
    }

    @Test
    void aMessageMayBeEmpty() throws IOException {
        assertThat(of("").first()).isEmpty();
    }
}
