package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.util.concurrent.ThreadType;
import org.junit.jupiter.api.Test;

/** In which threads exchanges are processed; run with {@code -Dcamel.threads.virtual.enabled=true} too. */
class Pop3LiteThreadsTest {
    @Test
    void exchangesAreProcessedInThreadsOfTheKindThatCamelUsesAndNotInMoreThanSaid() throws Exception {
        Set<Boolean> virtual = ConcurrentHashMap.newKeySet();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pair = new CyclicBarrier(2);
        try (MaildropServer server = MaildropServer.builder()
                        .account("user", "secret-of-user")
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "concurrentConsumers=2").processing(exchange -> {
                    virtual.add(
                            Thread.currentThread().toString().startsWith("VirtualThread")); // JDK 17 cannot be asked
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    pair.await(60, TimeUnit.SECONDS);
                    now.decrementAndGet();
                })) {
            server.maildrop().addMany(20, i -> MessageContent.generated("number " + i, 100));
            route.start();

            assertThat(route.poll()).isEqualTo(20);

            assertThat(virtual).containsExactly(ThreadType.current() == ThreadType.VIRTUAL);
            assertThat(most).hasValue(2);
            assertThat(server.maildrop().size()).isZero();
        }
    }
}
