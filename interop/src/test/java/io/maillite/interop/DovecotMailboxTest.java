package io.maillite.interop;

import static io.maillite.interop.Server.DOVECOT_POP3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.camel.pop3.Pop3LiteConsumer;
import io.maillite.camel.pop3.Pop3LiteHeaders;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.wire.TlsMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code pop3lite:} with a mailbox of Dovecot's. */
@ExtendWith(RealServers.class)
class DovecotMailboxTest {
    private static int left(Dovecot dovecot, String user) throws Exception {
        return Waiting.until(() -> {
            try (Pop3Session session = dovecot.pop3(TlsMode.IMPLICIT, user).open()) {
                int count = session.stat().count();
                session.quit();
                return count;
            } catch (Pop3Exception e) {
                assertThat(e.isBusy()).as(e.getMessage()).isTrue();
                return null;
            }
        });
    }

    @Test
    void aMailboxIsEmptiedOctetForOctet(Dovecot dovecot) throws Exception {
        Feature.CONSUMER.tried(DOVECOT_POP3, () -> {
            String user = Mailboxes.next();
            for (MessageKind kind : MessageKind.values()) {
                dovecot.put(user, kind.normalized());
            }
            try (Routes routes = new Routes()) {
                routes.consuming("mail", dovecot.uri(TlsMode.STARTTLS, user));
                List<Routes.Seen> seen = routes.await(MessageKind.values().length);
                Waiting.untilTrue(() -> left(dovecot, user) == 0);

                assertThat(routes.seen).hasSameSizeAs(seen);
                assertThat(seen.stream().map(message -> Sha256.of(message.octets())))
                        .containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.of(MessageKind.values())
                                .map(kind -> Sha256.of(kind.normalized()))
                                .toList());
            }
        });
    }

    @Test
    void whatIsLeftOnTheServerIsDeliveredOnce(Dovecot dovecot, @TempDir Path folder) throws Exception {
        Feature.LEFT_ON_SERVER.tried(DOVECOT_POP3, () -> {
            String user = Mailboxes.next();
            dovecot.put(user, MessageKind.PLAIN.octets());
            dovecot.put(user, MessageKind.DOTS.octets());
            String uri = dovecot.uri(TlsMode.IMPLICIT, user) + "&delete=false&idempotentRepository=#seen";
            try (Routes routes = new Routes()) {
                routes.context.getRegistry().bind("seen", repository(folder));
                routes.consuming("mail", uri).await(2);
                awaitPolls(routes);
                assertThat(routes.seen).hasSize(2);
            }
            dovecot.put(user, MessageKind.SIGNED.octets());
            try (Routes routes = new Routes()) {
                routes.context.getRegistry().bind("seen", repository(folder));
                routes.consuming("mail", uri).await(1);
                awaitPolls(routes);
                assertThat(routes.seen).singleElement().satisfies(message -> assertThat(message.octets())
                        .isEqualTo(MessageKind.SIGNED.octets()));
            }
            assertThat(left(dovecot, user)).isEqualTo(3);
        });
    }

    private static FileIdempotentRepository repository(Path folder) {
        return new FileIdempotentRepository(folder.resolve("seen").toFile(), new HashMap<>());
    }

    /** So many more sessions that were committed, which deliver nothing. */
    private static void awaitPolls(Routes routes) {
        Pop3LiteConsumer consumer = (Pop3LiteConsumer) routes.consumer("mail");
        long before = consumer.getSessionsCommitted();
        Waiting.untilTrue(() -> consumer.getSessionsCommitted() >= before + 3);
        assertThat(routes.errors).isEmpty();
    }

    @Test
    void aMailboxThatIsHeldIsBusyAndNotAnError(Dovecot dovecot) throws Exception {
        Feature.IN_USE.tried(DOVECOT_POP3, () -> {
            String user = Mailboxes.next();
            dovecot.put(user, MessageKind.PLAIN.octets());
            try (Routes routes = new Routes();
                    Pop3Session holder = dovecot.pop3(TlsMode.STARTTLS, user).open()) {
                assertThatThrownBy(dovecot.pop3(TlsMode.STARTTLS, user)::open)
                        .isInstanceOfSatisfying(Pop3Exception.class, e -> {
                            assertThat(e.isBusy()).isTrue();
                            assertThat(e.responseCode()).contains("IN-USE");
                        });
                routes.consuming("mail", dovecot.uri(TlsMode.STARTTLS, user));
                Pop3LiteConsumer consumer = (Pop3LiteConsumer) routes.consumer("mail");
                Waiting.untilTrue(() -> consumer.getPollsSkipped() > 0 || !routes.errors.isEmpty());
                assertThat(routes.errors).isEmpty();
                assertThat(routes.seen).isEmpty();

                holder.quit();

                assertThat(routes.await(1)).hasSize(1);
                Waiting.untilTrue(() -> left(dovecot, user) == 0);
                assertThat(routes.errors).isEmpty();
            }
        });
    }

    @Test
    void oneThingIsDoneOnDemand(Dovecot dovecot) throws Exception {
        Feature.PRODUCER.tried(DOVECOT_POP3, () -> {
            String user = Mailboxes.next();
            dovecot.put(user, MessageKind.DOTS.octets());
            String uri = dovecot.uri(TlsMode.IMPLICIT, user);
            try (Routes routes = new Routes()) {
                ProducerTemplate template = routes.context.createProducerTemplate();
                Map<?, ?> stat = template.requestBody(uri + "&operation=STAT", null, Map.class);
                assertThat(stat.get("count")).isEqualTo(1);
                List<?> uidl = template.requestBody(uri + "&operation=UIDL", null, List.class);
                Map<String, ?> named = Map.of(Pop3LiteHeaders.UID, ((Map<?, ?>) uidl.get(0)).get("uid"));
                Exchange retrieved = routes.send(uri + "&operation=RETR", null, named);
                assertThat(retrieved.getMessage().getBody(byte[].class)).isEqualTo(MessageKind.DOTS.octets());
                assertThat(routes.send(uri + "&operation=DELE", null, named).getException())
                        .isNull();
                assertThat(left(dovecot, user)).isZero();

                dovecot.put(user, MessageKind.SIGNED.octets());
                routes.context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:fetch").pollEnrich(uri, 0);
                    }
                });
                assertThat(template.requestBody("direct:fetch", null, byte[].class))
                        .isEqualTo(MessageKind.SIGNED.octets());
                assertThat(left(dovecot, user)).isZero();
            }
        });
    }
}
