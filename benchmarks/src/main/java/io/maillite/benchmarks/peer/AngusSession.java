package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import io.maillite.testkit.tls.TestTls;
import jakarta.mail.Session;
import java.util.Properties;

/** A Jakarta Mail session for one server. */
final class AngusSession {
    private AngusSession() {}

    /** @param protocol {@code pop3} or {@code smtp} */
    static Session of(String protocol, Task task) {
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "host", task.host());
        properties.put(prefix + "port", String.valueOf(task.port()));
        if (task.tls()) {
            properties.put(prefix + "ssl.enable", "true");
            properties.put(prefix + "ssl.socketFactory", TestTls.clientContext().getSocketFactory());
        }
        return Session.getInstance(properties);
    }
}
