package io.maillite.reliability.hostile;

import io.maillite.reliability.hostile.Place.Protocol;
import io.maillite.testkit.net.Transcript;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.server.Faults;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SinkServerBuilder;
import java.util.List;
import java.util.function.Supplier;

/** A server of either protocol, right but for its faults. */
record Peer(int port, Faults faults, Runnable closing, Supplier<List<Transcript>> heard) implements AutoCloseable {
    private static final Accounts ACCOUNTS = Accounts.of(Case.USER, Case.PASSWORD, Case.TOKEN);
    private static final int MESSAGE = 2000;

    static Peer start(Protocol protocol, Transport transport) {
        if (protocol == Protocol.POP3) {
            MaildropServer server = MaildropServer.builder()
                    .transport(transport)
                    .accounts(ACCOUNTS)
                    .withApop()
                    .start();
            server.maildrop().addMany(3, i -> MessageContent.generated("mail " + i, MESSAGE + i));
            return new Peer(server.port(), server.faults(), server::close, server::transcripts);
        }
        SinkServerBuilder builder =
                SinkServer.builder().transport(transport).accounts(ACCOUNTS).countingMessagesOnly();
        if (protocol == Protocol.LMTP) {
            builder.lmtp();
        }
        if (protocol != Protocol.SMTP_BY_CHUNKS) {
            builder.without("CHUNKING", "BINARYMIME");
        }
        SinkServer server = builder.start();
        return new Peer(server.port(), server.faults(), server::close, server::transcripts);
    }

    List<Transcript> transcripts() {
        return heard.get();
    }

    @Override
    public void close() {
        closing.run();
    }
}
