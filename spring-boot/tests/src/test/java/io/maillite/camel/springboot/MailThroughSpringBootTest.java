package io.maillite.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An application that takes messages from a mailbox and hands them to a server, configured by its properties alone. */
@CamelSpringBootTest
@SpringBootTest(
        properties = {
            "camel.component.pop3lite.username=ada",
            "camel.component.pop3lite.password=secret of ada",
            "camel.component.pop3lite.tls=none",
            "camel.component.pop3lite.idempotent-repository=#processed",
            "camel.component.pop3lite.connect-timeout=20s",
            "camel.component.smtplite.username=relay",
            "camel.component.smtplite.password=secret of relay",
            "camel.component.smtplite.tls=NONE",
            "camel.component.smtplite.from=ada@example.org",
            "camel.component.smtplite.to=bob@example.org",
            "camel.component.smtplite.mail-parameters=RET=HDRS",
            "camel.component.smtplite.line-endings=reject",
        })
class MailThroughSpringBootTest {
    private static final MaildropServer mailbox =
            MaildropServer.builder().account("ada", "secret of ada").start();
    private static final SinkServer sink =
            SinkServer.builder().account("relay", "secret of relay").start();

    private static final AtomicInteger attempts = new AtomicInteger();

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        properties.add("mailbox", () -> mailbox.host() + ":" + mailbox.port());
        properties.add("sink", () -> sink.host() + ":" + sink.port());
    }

    @AfterAll
    static void close() {
        mailbox.close();
        sink.close();
    }

    @Configuration
    @EnableAutoConfiguration
    static class Application {
        @Bean
        RouteBuilder relay() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("pop3lite:{{mailbox}}?delay=100")
                            .threads(1)
                            .process(exchange -> {
                                if (exchange.getMessage().getBody(String.class).startsWith("Subject: too much")) {
                                    attempts.incrementAndGet();
                                    throw new OutOfMemoryError("of this test");
                                }
                            })
                            .to("smtplite:{{sink}}");
                }
            };
        }

        @Bean
        IdempotentRepository processed() {
            return new MemoryIdempotentRepository();
        }
    }

    @Test
    void messagesGoThroughOctetForOctetAndAreGoneFromTheMailbox() throws Exception {
        byte[] first = "Subject: first\r\n\r\n.\r\n..\r\n\u00e4\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] second = "Subject: second\r\n\r\n  \r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        mailbox.maildrop().add(first).add(second);

        assertThat(sink.awaitReceived(2))
                .extracting(received -> received.octets())
                .containsExactly(first, second);
        assertThat(sink.received()).allSatisfy(received -> {
            assertThat(received.sender().toString()).contains("ada@example.org").contains("RET=HDRS");
            assertThat(received.addresses()).isEqualTo(List.of("bob@example.org"));
            assertThat(received.username()).isEqualTo("relay");
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> mailbox.maildrop().size() == 0);
    }

    @Test
    void aMessageThatMetAnErrorInAnotherThreadStays() {
        mailbox.maildrop().add("kept", "Subject: too much\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        await().atMost(Duration.ofSeconds(60)).until(() -> attempts.get() >= 2);

        assertThat(mailbox.maildrop().uniqueIds()).containsExactly("kept");
        mailbox.maildrop().remove("kept");
    }
}
