package io.maillite.examples.quickstart;

import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.UniqueIdListing;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Looks into the mailbox with the client alone, changing nothing. */
final class Mailbox {
    private final Account account;

    Mailbox(Account account) {
        this.account = account;
    }

    /**
     * The unique-ids of what is there now.
     *
     * @throws MailException if the mailbox cannot be opened, or has no unique-ids
     */
    Set<String> uniqueIds() throws MailException {
        Set<String> ids = new LinkedHashSet<>();
        try (Pop3Session session = client().open()) {
            if (session.stat().count() > 0) {
                for (UniqueIdListing message : session.uidl()) {
                    message.uniqueId().ifPresent(ids::add);
                }
            }
            session.quit();
        }
        return ids;
    }

    private Pop3Client client() throws MailException {
        Pop3Client client = Pop3Client.of(account.pop3().host())
                .port(account.pop3().port())
                .tls(account.pop3().tls())
                .credentials(account.username(), account.password());
        SSLContextParameters trust = account.trust();
        if (trust == null) {
            return client;
        }
        SSLContext context = sslContext(trust);
        return client.connection(settings -> settings.withSslContext(context));
    }

    private static SSLContext sslContext(SSLContextParameters trust) throws MailException {
        try {
            return trust.createSSLContext(new DefaultCamelContext());
        } catch (GeneralSecurityException | IOException e) {
            throw new MailException("The TLS parameters cannot be used: " + e.getMessage(), e);
        }
    }
}
