package io.maillite.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.RawClient;
import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsDialogueTest {

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void upgradesInTheMiddle(String version) throws IOException {
        try (ScriptedServer server = ScriptedServer.builder()
                .tls(ServerTls.of(TestIdentity.LOCALHOST).speaking(version))
                .play("""
                        S: +OK ready
                        C: STLS
                        S: +OK begin
                        -- starttls
                        C: QUIT
                        S: +OK bye
                        """)
                .start()) {
            try (RawClient client = new RawClient(server.port())) {
                client.readLine();
                assertThat(client.ask("STLS")).isEqualTo("+OK begin");
                client.startTls();
                assertThat(client.tls().getSession().getProtocol()).isEqualTo(version);
                assertThat(client.ask("QUIT")).isEqualTo("+OK bye");
                assertThat(client.readAll()).isEmpty();
            }
            server.verify();
            assertThat(server.waits()).as("for the answer to STLS").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestIdentity.class,
            names = {"WRONG_HOST", "EXPIRED", "SELF_SIGNED"})
    void aBadCertificateIsToBeRefused(TestIdentity identity) throws IOException {
        try (ScriptedServer server = ScriptedServer.start("-- starttls refused " + identity.label());
                RawClient client = new RawClient(server.port())) {
            assertThatThrownBy(client::startTls).isInstanceOf(SSLException.class);
            server.verify();
        }
    }

    @Test
    void aBadCertificateThatIsAcceptedIsADeviation() throws IOException {
        ScriptedServer server = ScriptedServer.start("-- starttls refused localhost");
        try (RawClient client = new RawClient(server.port()).startTls()) {
            client.line("EHLO me");
            assertThatThrownBy(server::verify).hasMessageContaining("a certificate that it had to refuse");
        }
        server.close();
    }

    @Test
    void keepsTheNameThatTheClientAskedFor() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("-- starttls wrong-host\nS: 220");
                RawClient client = new RawClient(server.port()).startTls(TestTls.clientContext(), "mail.example.org")) {
            assertThat(client.readLine()).isEqualTo("220");
            assertThat(server.connection(0).serverName()).isEqualTo("mail.example.org");
        }
    }

    @Test
    void showsTheCertificateThatChannelBindingNeeds() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("-- starttls localhost-sha384\nS: 220");
                RawClient client = new RawClient(server.port()).startTls()) {
            assertThat(client.tls().getSession().getPeerCertificates()[0])
                    .isEqualTo(TestTls.certificate(TestIdentity.LOCALHOST_SHA384));
            assertThat(TestTls.certificate(TestIdentity.LOCALHOST_SHA384).getSigAlgName())
                    .isEqualTo("SHA384withECDSA");
        }
    }

    @Test
    void asksTheClientForItsCertificate() throws IOException {
        try (ScriptedServer server = ScriptedServer.builder()
                        .tls(ServerTls.of(TestIdentity.LOCALHOST).askingForCertificate())
                        .play("-- starttls\nC: QUIT")
                        .start();
                RawClient client = new RawClient(server.port())) {
            client.startTls(TestTls.clientContext(TestIdentity.CLIENT), "localhost")
                    .line("QUIT");
            server.verify();
            assertThat(client.tls().getSession().getLocalCertificates()[0])
                    .isEqualTo(TestTls.certificate(TestIdentity.CLIENT));
        }
    }

    @Test
    void endsWithoutCloseNotifyWhenItDrops() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start("-- starttls\nS: 221\n-- drop", "-- starttls\nS: 221\n-- close")) {
            try (RawClient client = new RawClient(server.port()).startTls()) {
                assertThat(client.readLine()).isEqualTo("221");
                assertThat(client.socket().getInputStream().readAllBytes())
                        .as("no alert")
                        .isEmpty();
            }
            try (RawClient client = new RawClient(server.port()).startTls()) {
                assertThat(client.readLine()).isEqualTo("221");
                assertThat(client.socket().getInputStream().readAllBytes())
                        .as("an alert")
                        .isNotEmpty();
            }
            server.verify();
        }
    }
}
