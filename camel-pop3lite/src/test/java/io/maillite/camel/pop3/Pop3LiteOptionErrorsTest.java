package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mistakes that one makes at first: each fails when the route starts, and says what to do. */
class Pop3LiteOptionErrorsTest {
    private static final String LOGIN = "?username=user&password=secret-of-user";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private Throwable failure(RouteBuilder route) {
        return catchThrowable(() -> {
            context.addRoutes(route);
            context.start();
        });
    }

    private static RouteBuilder from(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("log:x");
            }
        };
    }

    private static RouteBuilder to(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pop3lite:?username=user&password=secret-of-user | names no host",
                "pop3lite::995?username=user&password=secret-of-user | names no host",
                "pop3lite:mail.example.org:0?username=user&password=secret-of-user | a port is 1 to 65535",
                "pop3lite:mail.example.org:pop3?username=user&password=secret-of-user | is no port",
                "pop3lite:mail.example.org | username and password are missing",
                "pop3lite:mail.example.org?username=user | password is missing",
                "pop3lite:mail.example.org?password=secret-of-user | username is missing",
                "pop3lite:mail.example.org?username=user&accessToken=a&password=b | not both",
                "pop3lite:mail.example.org?accessToken=a | whose mailbox",
                "pop3lite:mail.example.org?username=user&oauth2ClientId=x | oauth2TokenEndpoint is missing",
                "pop3lite:mail.example.org?username=user&oauth2TokenEndpoint=http://x | https://",
                "pop3lite:mail.example.org?username=user&oauth2TokenEndpoint=https://x | oauth2ClientSecret",
                "pop3lite:user:secret@mail.example.org | username and password",
                "pop3lite:mail.example.org/INBOX?username=user&password=secret-of-user | no folders",
                "pop3lite:mail.example.org?username=user&password=secret-of-user&operation=STAT | is for producers",
                "pop3lite:mail.example.org?username=user&password=secret-of-user&localAddress=a b | localAddress=a b",
            })
    void ofWhomAndWhere(String uri, String expected) {
        assertThat(failure(from(uri))).hasStackTraceContaining(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pop3lite:?operation=STAT&username=user&password=secret-of-user | names no host",
                "pop3lite:mail.example.org?operation=STAT | username and password are missing",
                "pop3lite:mail.example.org?operation=STAT&username=user | password is missing",
            })
    void ofWhomAndWhereToSend(String uri, String expected) {
        assertThat(failure(to(uri))).hasStackTraceContaining(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "colour=red | Unknown parameters=[{colour=red}]",
                "maxMessagePerPoll=3 | Unknown parameters=[{maxMessagePerPoll=3}]",
                "delete=perhaps | delete",
                "fetch=SOME | fetch must be one of FULL, HEADERS, not 'SOME'",
                "tls=SSL | tls must be one of IMPLICIT, STARTTLS, NONE, not 'SSL'",
                "pipelining=maybe | pipelining must be one of",
                "authMechanism=GSSAPI | GSSAPI",
                "readTimeout=soon | readTimeout",
                "readTimeout=0 | readTimeout",
                "connectTimeout=-1 | connectTimeout",
                "quitTimeout=0 | quitTimeout must be more than 0",
                "maxListing=0 | maxListing must be at least 1",
                "prefetch=0 | prefetch must be at least 1",
                "prefetchSize=0 | prefetchSize must be at least 1",
                "concurrentConsumers=0 | concurrentConsumers must be at least 1",
                "maxMessagesPerPoll=-1 | maxMessagesPerPoll must be at least 0",
                "maxMessageSize=-1 | maxMessageSize must be at least 0",
                "maxMessageSize=10MB | maxMessageSize must be a number of octets, not '10MB'",
                "prefetchSize=4m | prefetchSize must be a number of octets, not '4m'",
                "spoolThreshold=large | spoolThreshold must be a number of octets, not 'large'",
                "maxAttempts=-1 | maxAttempts must be at least 0",
                "spoolThreshold=-1 | spoolThreshold must be at least 0",
                "topLines=-1 | topLines must be at least 0",
                "traceLevel=3 | traceLevel",
                "fetch=HEADERS | say whether to delete",
                "idempotentRepository=#none | idempotentRepository",
                "headerFilterStrategy=#none | headerFilterStrategy",
                "sslContextParameters=#none | sslContextParameters",
                "proxyHost=proxy.example.org | proxyType is missing",
                "proxyType=SOCKS5 | proxyHost and proxyPort are needed",
                "proxyType=SOCKS4&proxyHost=p&proxyPort=1 | proxyType",
            })
    void ofHow(String options, String expected) {
        assertThat(failure(from("pop3lite:mail.example.org" + LOGIN + "&" + options)))
                .hasStackTraceContaining(expected)
                .satisfies(failure -> assertThat(org.assertj.core.util.Throwables.getStackTrace(failure))
                        .doesNotContain("secret-of-user"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "operation=SEND | operation must be one of",
                "operation=RETR&maxMessageSize=-1 | maxMessageSize must be at least 0",
                "operation=LIST&maxListing=0 | maxListing must be at least 1",
                "operation=STAT&colour=red | Unknown parameters=[{colour=red}]",
            })
    void ofAProducer(String options, String expected) {
        assertThat(failure(to("pop3lite:mail.example.org" + LOGIN + "&" + options)))
                .hasStackTraceContaining(expected);
    }
}
