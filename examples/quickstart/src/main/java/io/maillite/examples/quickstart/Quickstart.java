package io.maillite.examples.quickstart;

import io.maillite.camel.pop3.Pop3LiteComponent;
import io.maillite.camel.smtp.SmtpLiteComponent;
import io.maillite.examples.quickstart.Journey.Stage;
import io.maillite.wire.MailException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** A run: sends all, receives all, compares, reports. */
final class Quickstart {
    private static final int SECONDS_TO_STOP = 60;
    private static final int SECONDS_WHEN_INTERRUPTED = 3;
    private static final int ROOM = 1_000_000;

    private final Settings settings;
    private final PrintStream out;

    Quickstart(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** @return whether all came back equal */
    boolean run() throws Exception {
        Account given = settings.account();
        if (given != null) {
            return run(given);
        }
        try (LocalServer server = LocalServer.start()) {
            out.println("A mail server was started in this process: GreenMail, with one mailbox");
            return run(server.account());
        }
    }

    private boolean run(Account account) throws Exception {
        Workplace place = Workplace.prepare(settings.work());
        List<OutgoingMessage> messages = place.fillOutbox(settings.messages(), settings.largeOctets());
        if (messages.isEmpty()) {
            throw new NotStartedException("There is no .eml file in " + settings.messages());
        }
        Set<String> before = look(account);
        Journeys journeys = new Journeys(messages);
        try (Progress progress = new Progress(out)) {
            progress.say("Sending to " + account.smtp());
            transport(place, account, before, journeys, progress);
        }
        new Report(journeys, out).print(place);
        if (!account.leaveOnServer()) {
            out.println("Messages in the mailbox now: "
                    + new Mailbox(account).uniqueIds().size());
        }
        return journeys.allEqual();
    }

    /**
     * Nothing is sent to a mailbox that cannot be read, nor to one where messages of others could be taken for ours.
     */
    private static Set<String> look(Account account) throws NotStartedException {
        Set<String> before;
        try {
            before = new Mailbox(account).uniqueIds();
        } catch (MailException e) {
            throw new NotStartedException("The mailbox cannot be read. " + e.getMessage(), e);
        }
        if (!before.isEmpty() && !account.leaveOnServer()) {
            throw new NotStartedException(
                    "The mailbox of " + account + " is not empty, it holds " + before.size()
                            + ". Use an empty one, or --leave-on-server, which deletes nothing and does not look at what is there");
        }
        return before;
    }

    private void transport(Workplace place, Account account, Set<String> before, Journeys journeys, Progress progress)
            throws Exception {
        Main camel = camel(account, before, progress);
        camel.configure().addRoutesBuilder(new SendRoute(place.outbox(), account, journeys, progress));
        camel.configure()
                .addRoutesBuilder(new ReceiveRoute(
                        place.received(), new Recognition(journeys), new Comparison(journeys, progress)));
        try {
            camel.start();
            if (!journeys.await(journey -> journey.stage() != Stage.TO_BE_SENT, settings.timeout())) {
                progress.say("Not all could be sent in " + settings.timeout().toSeconds() + " s");
            }
            progress.say("Receiving from " + account.pop3());
            progress.begin("waiting for what was sent");
            camel.getCamelContext().getRouteController().startRoute(ReceiveRoute.ID);
            if (!journeys.await(Journey::isAtItsEnd, settings.timeout())) {
                progress.say("Not all came back in " + settings.timeout().toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            camel.getCamelContext().getShutdownStrategy().setTimeout(SECONDS_WHEN_INTERRUPTED);
            throw e;
        } finally {
            camel.stop(); // lets the last session commit what it has deleted
        }
    }

    /** Camel with both components, which know the account: what is secret stands in no URI. */
    private static Main camel(Account account, Set<String> before, Progress progress) {
        Pop3LiteComponent pop3 = new Pop3LiteComponent();
        pop3.getConfiguration().setUsername(account.username());
        pop3.getConfiguration().setPassword(account.password());
        pop3.getConfiguration().setSslContextParameters(account.trust());
        SmtpLiteComponent smtp = new SmtpLiteComponent();
        smtp.getConfiguration().setUsername(account.username());
        smtp.getConfiguration().setPassword(account.password());
        smtp.getConfiguration().setSslContextParameters(account.trust());

        Main camel = new Main();
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy()); // Ctrl-C is seen to by our own Main
        camel.bind("pop3lite", pop3);
        camel.bind("smtplite", smtp);
        // Remembers which files were taken; Camel's own would hold 1000 names, and forget the others.
        camel.bind("taken", MemoryIdempotentRepository.memoryIdempotentRepository(ROOM));
        camel.bind("processed", processed(account, before));
        camel.bind("failures", new Failures(progress));
        camel.addInitialProperty("smtp.host", account.smtp().host());
        camel.addInitialProperty("smtp.port", Integer.toString(account.smtp().port()));
        camel.addInitialProperty("smtp.tls", account.smtp().tls().name());
        camel.addInitialProperty("smtp.eightBit", account.takesEightBit() ? "SEND" : "REJECT");
        camel.addInitialProperty("pop3.host", account.pop3().host());
        camel.addInitialProperty("pop3.port", Integer.toString(account.pop3().port()));
        camel.addInitialProperty("pop3.tls", account.pop3().tls().name());
        camel.addInitialProperty("pop3.delete", Boolean.toString(!account.leaveOnServer()));
        camel.configure().setShutdownTimeout(SECONDS_TO_STOP);
        camel.configure().setAutoConfigurationLogSummary(false);
        return camel;
    }

    /**
     * With delete=false, a message that the repository knows is not even fetched. With delete=true it would be deleted:
     * but nothing was there before then.
     */
    private static IdempotentRepository processed(Account account, Set<String> before) {
        Map<String, Object> known = new ConcurrentHashMap<>();
        before.forEach(id -> known.put(account.mailbox() + "/" + id, true));
        return MemoryIdempotentRepository.memoryIdempotentRepository(known);
    }
}
