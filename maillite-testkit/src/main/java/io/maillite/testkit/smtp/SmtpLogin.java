package io.maillite.testkit.smtp;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.sasl.SaslServer;
import io.maillite.testkit.server.Base64Dialogue;
import io.maillite.testkit.server.Command;
import io.maillite.testkit.server.Transport.Security;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code AUTH} (RFC 4954). */
final class SmtpLogin {
    private final SinkSettings settings;
    private final SmtpReplies replies;
    private @Nullable String username;

    SmtpLogin(SinkSettings settings, SmtpReplies replies) {
        this.settings = settings;
        this.replies = replies;
    }

    /** Who is logged in, or {@code null}. */
    @Nullable
    String username() {
        return username;
    }

    /** What {@code EHLO} says; nothing in clear where TLS can be had. */
    List<String> offered(PeerConnection connection) {
        boolean secure = connection.tls() != null;
        if (settings.accounts() == null || (settings.transport().security() == Security.STARTTLS && !secure)) {
            return List.of();
        }
        return settings.offeredMechanisms().stream()
                .filter(mechanism -> secure || !(mechanism.endsWith("-PLUS") || mechanism.equals("EXTERNAL")))
                .toList();
    }

    void take(Command command, PeerConnection connection) throws IOException {
        Accounts accounts = settings.accounts();
        List<String> words = command.words();
        if (accounts == null || username != null) {
            replies.reply(connection, 503, "5.5.1", "no AUTH now");
            return;
        }
        SaslServer sasl = new SaslServer(accounts, settings.mechanisms());
        String mechanism = words.isEmpty() ? "" : words.get(0).toUpperCase(Locale.ROOT);
        if (!sasl.knows(mechanism)) {
            replies.reply(connection, 504, "5.5.4", "no such authentication");
            return;
        }
        String initial = words.size() > 1 ? words.get(1) : null;
        try {
            username = sasl.login(
                    mechanism,
                    new Base64Dialogue(connection, settings.transport().tls(), "334 ", initial));
        } catch (IllegalArgumentException noBase64) {
            replies.reply(connection, 501, "5.5.2", "that is no Base64");
            return;
        }
        if (username == null) {
            replies.reply(connection, 535, "5.7.8", "wrong credentials");
        } else {
            replies.reply(connection, 235, "2.7.0", "welcome");
        }
    }
}
