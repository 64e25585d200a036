package io.maillite.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.sasl.AuthMechanism;
import io.maillite.testkit.evidence.Effort;
import io.maillite.testkit.evidence.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mechanism of both protocols logs in at {@code traceLevel=2}, by the client and in routes, and every login ends
 * in each of the ways in which one can. Nothing that anybody could read afterwards holds the secret.
 */
@Tag("every-log-level")
class LoginSecretsTest {
    private static final Evidence EVIDENCE = Evidence.of("secrets-1-logins");
    private static final Map<String, Long> PLACES = new TreeMap<>();
    private static final Set<String> LEAKS = new TreeSet<>();
    private static int mechanisms;
    private static int logins;
    private static int secrets;

    /** Where the secrets of a route stand. */
    enum Written {
        /** {@code password=#bean:name}: in no text of the route, and so nowhere at all. */
        IN_THE_REGISTRY,
        /** {@code password=RAW(…)}: where Camel itself prints it, SECURITY.md says. */
        IN_THE_URI
    }

    static Stream<Arguments> mechanisms() {
        return Stream.of(Dialect.values())
                .flatMap(dialect -> Mechanism.all(dialect).stream().flatMap(mechanism -> Stream.of(Written.values())
                        .filter(written -> Effort.asked() == Effort.FULL
                                || written == Written.IN_THE_REGISTRY
                                || mechanism.name() == AuthMechanism.PLAIN)
                        .map(written -> Arguments.of(dialect, mechanism, written))));
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void noLoginShowsItsSecret(Dialect dialect, Mechanism mechanism, Written written) throws Exception {
        Hoard hoard = new Hoard();
        Search search = new Search(hoard);
        Logins all = new Logins(dialect, mechanism, written, hoard);
        try (EveryLog log = new EveryLog();
                Servers servers = new Servers(dialect, mechanism, hoard);
                DefaultCamelContext context = context()) {
            all.prepare(servers);
            all.byClient(new ClientLogins(search));
            all.inRoutes(context, search);
            search.inContext(context, written == Written.IN_THE_REGISTRY);
            context.stop();
            search.in("logs", written == Written.IN_THE_REGISTRY ? log.text() : log.withoutCamelsDetails());
        }
        search.places().forEach((place, octets) -> PLACES.merge(place, octets, Long::sum));
        LEAKS.addAll(search.leaks());
        mechanisms += written == Written.IN_THE_REGISTRY ? 1 : 0;
        logins += all.count;
        secrets += hoard.size();
        assertThat(search.leaks()).isEmpty();
        assertThat(search.places().get("logs")).isGreaterThan(10_000L);
    }

    @AfterAll
    static void report() {
        EVIDENCE.add("secrets: " + mechanisms + " mechanisms × " + Outcome.values().length + " outcomes, " + logins
                + " logins, " + secrets + " secrets × " + PLACES.size() + " places searched, "
                + PLACES.values().stream().mapToLong(octets -> octets).sum() + " characters searched, leaked: "
                + LEAKS.size());
    }

    static DefaultCamelContext context() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.setDevConsole(true);
        context.setTracing(true);
        context.setBacklogTracing(true);
        context.setMessageHistory(true);
        context.setSourceLocationEnabled(true);
        context.getShutdownStrategy().setTimeout(30);
        context.getRegistry().bind("tls", Tls.parameters());
        return context;
    }

    /** A login for each outcome, and a secret for each login. */
    private static final class Logins {
        private record Login(Outcome outcome, int port, String secret, int number) {}

        private final Dialect dialect;
        private final Mechanism mechanism;
        private final Written written;
        private final Hoard hoard;
        private final List<Login> logins = new ArrayList<>();
        private int count;

        Logins(Dialect dialect, Mechanism mechanism, Written written, Hoard hoard) {
            this.dialect = dialect;
            this.mechanism = mechanism;
            this.written = written;
            this.hoard = hoard;
        }

        void prepare(Servers servers) {
            for (Outcome outcome : Outcome.values()) {
                boolean tried = Effort.asked() == Effort.FULL
                        || outcome == Outcome.SERVED
                        || (outcome.ordinal() + mechanism.name().ordinal()) % 5 == 0;
                if (!tried) {
                    continue;
                }
                int number = mechanism.name().ordinal() + outcome.ordinal();
                String secret = mechanism.secret(number);
                if (mechanism.hasSecret()) {
                    hoard.keep(mechanism.name().presentsToken() ? "token" : "password", secret);
                }
                logins.add(new Login(outcome, servers.start(outcome, secret), secret, number));
            }
        }

        void byClient(ClientLogins client) {
            for (Login login : logins) {
                check(
                        login,
                        "client",
                        client.tryOut(
                                dialect,
                                ClientLogins.settings(login.port()),
                                mechanism.authentication(login.secret())));
            }
        }

        private void check(Login login, String way, Exception failure) {
            count++;
            boolean served = login.outcome() == Outcome.SERVED && !mechanism.inTwoLines();
            assertThat(failure == null)
                    .as("%s by %s: %s", login.outcome(), way, failure)
                    .isEqualTo(served);
        }

        private String uri(Login login) {
            return (dialect == Dialect.POP3 ? "pop3lite" : "smtplite") + ":localhost:" + login.port()
                    + "?sslContextParameters=%23tls&traceLevel=2&authMechanism="
                    + mechanism.name().protocolName() + "&username=" + Riches.USERNAME
                    + (mechanism.hasSecret() ? "&" + secret(login) : "");
        }

        private String secret(Login login) {
            return written == Written.IN_THE_REGISTRY
                    ? mechanism.option() + "=%23bean:" + login.outcome()
                    : Riches.spelled(mechanism.option(), login.secret(), login.number());
        }

        void inRoutes(DefaultCamelContext context, Search search) throws Exception {
            Polls polls = new Polls();
            context.getRegistry().bind("polls", polls);
            logins.forEach(login -> context.getRegistry().bind(login.outcome().name(), login.secret()));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    logins.forEach(login -> routes(this, login));
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            for (Login login : logins) {
                check(login, "producer", said(search, template, "direct:to-" + login.outcome()));
                if (dialect == Dialect.POP3) {
                    check(login, "pollEnrich", said(search, template, "direct:enrich-" + login.outcome()));
                }
            }
            if (dialect == Dialect.POP3) {
                await().atMost(Duration.ofMinutes(5)).until(() -> polls.ended().size() == logins.size());
                polls.ended().values().forEach(failure -> failure.ifPresent(search::inException));
                count += logins.size();
                assertThat(polls.ended().values().stream().filter(failure -> failure.isEmpty()))
                        .hasSize(mechanism.inTwoLines() ? 0 : 1);
            }
        }

        private Exception said(Search search, ProducerTemplate template, String to) {
            Exchange exchange = template.request(
                    to, in -> in.getIn().setBody("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
            search.in("exchanges", exchange + " " + exchange.getMessage().getHeaders());
            if (exchange.getException() != null) {
                search.inException(exchange.getException());
            }
            return exchange.getException();
        }

        private void routes(RouteBuilder routes, Login login) {
            if (dialect == Dialect.SMTP) {
                routes.from("direct:to-" + login.outcome())
                        .to(uri(login) + "&from=jane@example.org&to=joe@example.net");
                return;
            }
            routes.from(uri(login) + "&pollStrategy=%23polls&initialDelay=0&delay=1h&maxMessagesPerPoll=1")
                    .to("log:received?showAll=true");
            routes.from("direct:to-" + login.outcome()).to(uri(login) + "&operation=STAT");
            routes.from("direct:enrich-" + login.outcome()).pollEnrich(uri(login) + "&delete=false", 0);
        }
    }
}
