package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What a server with Nagle's algorithm holds back until it has an acknowledgement is not waited for in vain, and no
 * look at what has come takes for ever.
 */
class TransportTest {
    private final List<SocketOption<?>> set = new ArrayList<>();
    private boolean supported = true;
    private ServerSocket listening;
    private Socket server;
    private Transport transport;

    /**
     * A socket on which it is noted when an acknowledgement is asked for: systems other than Linux have no such option.
     */
    private final Socket client = new Socket() {
        @Override
        public <T> Socket setOption(SocketOption<T> name, T value) {
            set.add(name);
            if (!supported) {
                throw new UnsupportedOperationException("'" + name + "' not supported");
            }
            assertThat(value).isEqualTo(true);
            return this;
        }
    };

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client.connect(listening.getLocalSocketAddress());
        server = listening.accept();
        transport = new Transport(client);
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        server.close();
        listening.close();
    }

    @Test
    void whatHasComeIsAcknowledgedBeforeMoreIsWaitedFor() throws IOException {
        says("250 2.1.0 Ok");
        hears("250 2.1.0 Ok");
        assertThat(set).isEmpty();
        says("250 2.1.5 Ok");
        hears("250 2.1.5 Ok");
        says("354 Go on");
        hears("354 Go on");
        assertThat(set).containsExactly(ExtendedSocketOptions.TCP_QUICKACK, ExtendedSocketOptions.TCP_QUICKACK);
    }

    @Test
    void wordsOfOursAcknowledgeToo() throws IOException {
        says("220 Hello");
        hears("220 Hello");
        transport.write(new byte[] {'N', 'O', 'O', 'P'}, 0, 4, deadline());
        says("250 Ok");
        hears("250 Ok");
        assertThat(set).isEmpty();
    }

    @Test
    void whatFillsTheBufferIsFollowedByMore() throws IOException {
        says("250 Ok250 Ok");
        byte[] room = new byte[6];
        assertThat(transport.read(room, 0, 6, deadline())).isEqualTo(6);
        assertThat(transport.read(room, 0, 6, deadline())).isEqualTo(6);
        assertThat(set).isEmpty();
    }

    @Test
    void whatWasReadWithoutWaitingCountsToo() throws IOException {
        says("250 Ok");
        byte[] room = new byte[100];
        int count = 0;
        while (count == 0) {
            count = transport.readNow(room, 0, 100, deadline());
        }
        says("250 Ok");
        hears("250 Ok");
        assertThat(set).containsExactly(ExtendedSocketOptions.TCP_QUICKACK);
    }

    @Test
    void aSystemThatCannotIsAskedOnce() throws IOException {
        supported = false;
        for (int i = 0; i < 3; i++) {
            says("250 Ok");
            hears("250 Ok");
        }
        assertThat(set).hasSize(1);
    }

    /** Each round takes 40 ms at least where the acknowledgement waits, once the system takes it for a dialogue. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void serverThatHoldsItsSecondReplyBackHoldsNobodyUp() throws Exception {
        int rounds = 60;
        try (ServerSocket nagle = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Transport real = new Transport(new Socket(nagle.getInetAddress(), nagle.getLocalPort()));
                Socket peer = nagle.accept()) {
            CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> answerTwice(peer, rounds));
            byte[] room = new byte[100];
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                real.write(new byte[] {'?'}, 0, 1, deadline());
                for (int count = 0; count < 2; ) {
                    count += real.read(room, count, room.length - count, deadline());
                }
                fastest = i < rounds / 2 ? Long.MAX_VALUE : Math.min(fastest, System.nanoTime() - start);
            }
            answers.get(1, TimeUnit.MINUTES);
            assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(35));
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void recordsWithNothingInThemHoldNobodyUpForEver() throws Exception {
        CompletableFuture<Void> talk = CompletableFuture.runAsync(this::changeKeysForEver, TransportTest::inAThread);
        TlsUpgrade upgrade =
                new TlsUpgrade(new ServerAddress("localhost", server.getLocalPort()), TestTls.clientContext(), true);
        transport.secure(upgrade, deadline());
        byte[] room = new byte[100];
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        assertThatThrownBy(() -> {
                    while (transport.readNow(room, 0, 100, deadline) == 0) {
                        // a machine that is slow to make records leaves gaps of more than a millisecond
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(transport.deadlineHasPassed()).isTrue();
        assertThat(talk).failsWithin(1, TimeUnit.MINUTES);
    }

    /**
     * RFC 8446 section 4.6.3. Nobody reads the answers: the JDK's sockets break when another thread reads meanwhile.
     */
    private void changeKeysForEver() {
        try (SSLSocket tls =
                ServerTls.of(TestIdentity.LOCALHOST).speaking("TLSv1.3").accept(server)) {
            while (true) {
                tls.startHandshake();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inAThread(Runnable work) {
        Thread thread = new Thread(work, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void answerTwice(Socket peer, int rounds) {
        try {
            for (int i = 0; i < rounds; i++) {
                peer.getInputStream().read();
                peer.getOutputStream().write('+');
                peer.getOutputStream().write('+');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void says(String words) throws IOException {
        server.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    private void hears(String words) throws IOException {
        byte[] room = new byte[100];
        int count = 0;
        while (count < words.length()) {
            count += transport.read(room, count, room.length - count, deadline());
        }
        assertThat(new String(room, 0, count, StandardCharsets.US_ASCII)).isEqualTo(words);
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    }
}
