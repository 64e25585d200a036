package io.maillite.reliability.cut;

import static org.awaitility.Awaitility.await;

import io.maillite.smtp.Protocol;
import io.maillite.testkit.proxy.Cut;
import io.maillite.testkit.proxy.CutLine;
import io.maillite.testkit.proxy.CutProxy;
import io.maillite.testkit.proxy.Direction;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SinkServerBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Four messages are sent, of which not all are taken by everybody. */
final class SmtpConversation implements Conversation {
    /** How messages go over a session. */
    enum Mode {
        ONE_BY_ONE,
        PIPELINED("PIPELINING"),
        BDAT("PIPELINING", "CHUNKING"),
        /** The server says {@code 421} and goes when it has taken two. */
        BDAT_UNTIL_421("PIPELINING", "CHUNKING"),
        BDAT_ONE_BY_ONE("CHUNKING");

        private final List<String> extensions;

        Mode(String... extensions) {
            this.extensions = List.of(extensions);
        }

        private boolean chunks() {
            return extensions.contains("CHUNKING");
        }

        /** Without {@code 354} no content is sent, and that comes behind the reply to the message before. */
        private boolean mayHaveManyInDoubt() {
            return chunks() && extensions.contains("PIPELINING");
        }
    }

    /** Who sends. */
    enum By {
        CLIENT,
        ROUTE,
        ROUTE_BATCH,
        ROUTE_BATCH_JUST_STARTED;

        private Sender sender(int port, Protocol protocol, Security security, @Nullable Duration patience)
                throws Exception {
            return switch (this) {
                case CLIENT -> new ClientSender(port, protocol, security, patience);
                case ROUTE -> new RouteSender(port, RouteSender.Kind.SINGLE, protocol, security, patience);
                case ROUTE_BATCH -> new RouteSender(port, RouteSender.Kind.BATCH, protocol, security, patience);
                case ROUTE_BATCH_JUST_STARTED ->
                    new RouteSender(port, RouteSender.Kind.BATCH_JUST_STARTED, protocol, security, patience);
            };
        }
    }

    private final Mode mode;
    private final Security security;
    private final SinkServer server;
    private final CutProxy line;
    private final Sender sender;

    SmtpConversation(Protocol protocol, By by, Mode mode, Security security, @Nullable Duration patience)
            throws Exception {
        this.mode = mode;
        this.security = security;
        SinkServerBuilder builder = SinkServer.builder()
                .transport(security.transport())
                .extensions(mode.extensions.toArray(String[]::new))
                .with("ENHANCEDSTATUSCODES")
                .messagesAtMost(mode == Mode.BDAT_UNTIL_421 ? 2 : Integer.MAX_VALUE)
                .verdicts(new Mail.Opinions());
        server = (protocol == Protocol.LMTP ? builder.lmtp() : builder).start();
        line = CutProxy.to(server.port()).recording();
        sender = by.sender(line.port(), protocol, security, patience);
        hold("learn"); // that the server is one that can be spoken to as the mode says
    }

    @Override
    public CutProxy line() {
        return line;
    }

    @Override
    public Finding hold(String name) throws Exception {
        List<CutLine> before = line.lines(); // one of which the pool may have kept, not knowing that it is dead
        line.forget();
        server.forget();
        List<Mail> mails = Mail.all(name);
        List<Told> told = sender.send(mails);
        line.cutNow(Cut.How.CLOSE); // what is stalled would stay so; what the pool keeps is for this time alone
        await().pollInterval(Duration.ofMillis(1)).until(() -> server.openConnections() == 0);
        Finding finding = new Finding();
        for (int i = 0; i < mails.size(); i++) {
            compare(mails.get(i), told.get(i), finding);
        }
        boundDoubt(
                mails,
                told,
                Stream.concat(before.stream(), line.lines().stream()).toList(),
                finding);
        return finding;
    }

    @Override
    public void beginAnew() throws Exception {
        sender.beginAnew();
    }

    private void compare(Mail mail, Told told, Finding finding) {
        told.check(mail, finding);
        for (String recipient : mail.recipients()) {
            String what = mail + " for " + recipient;
            long stored = server.received(message -> message.text().equals(mail.text())
                            && message.addresses().contains(recipient))
                    .size();
            if (told.accepted().contains(recipient)) {
                finding.once(what, stored);
            } else if (told.inDoubt().contains(recipient)) {
                finding.perhaps(what, stored);
            } else {
                finding.never(what, stored);
            }
        }
        server.received(message -> message.text().startsWith(mail.text().substring(0, 12)))
                .forEach(message -> finding.same(mail.toString(), mail.text(), message.text()));
    }

    /** A message can be in doubt only if all of it was handed over, its end included. */
    private void boundDoubt(List<Mail> mails, List<Told> told, List<CutLine> lines, Finding finding) {
        List<Mail> inDoubt = mails.stream()
                .filter(mail -> !told.get(mail.number()).inDoubt().isEmpty())
                .toList();
        finding.inDoubt(inDoubt.size());
        finding.expect(
                inDoubt.size() <= 1 || mode.mayHaveManyInDoubt(),
                "no two can be in doubt at the same time: " + inDoubt);
        boolean seenByTheProxy = security == Security.CLEAR && lines.stream().noneMatch(CutLine::isReset);
        if (seenByTheProxy) {
            String handedOver = lines.stream()
                    .map(one -> new String(one.recorded(Direction.TO_SERVER), StandardCharsets.ISO_8859_1))
                    .collect(Collectors.joining("\n"));
            inDoubt.forEach(mail -> finding.expect(
                    handedOver.contains(mail.end(mode.chunks())), mail + " is in doubt, and its end was not sent"));
        }
    }

    @Override
    public void close() {
        sender.close();
        line.close();
        server.close();
    }
}
