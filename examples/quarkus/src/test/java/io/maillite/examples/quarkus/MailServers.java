package io.maillite.examples.quarkus;

import io.maillite.examples.invoices.Demonstration;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** The servers that the application is tested with. */
public final class MailServers implements QuarkusTestResourceLifecycleManager {
    static final Path FOLDER = Path.of("target", "inbox-of-tests");

    private final MaildropServer mailbox = Demonstration.mailbox();
    private final SinkServer smtp = Demonstration.smtp();

    @Override
    public Map<String, String> start() {
        return Demonstration.properties(mailbox, smtp, FOLDER);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(mailbox, new TestInjector.MatchesType(MaildropServer.class));
        injector.injectIntoFields(smtp, new TestInjector.MatchesType(SinkServer.class));
    }

    @Override
    public void stop() {
        mailbox.close();
        smtp.close();
    }
}
