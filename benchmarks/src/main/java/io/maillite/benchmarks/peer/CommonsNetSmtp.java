package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.smtp.SMTPClient;
import org.apache.commons.net.smtp.SMTPSClient;

/** Apache Commons Net, which takes characters: one connection for all messages. */
final class CommonsNetSmtp implements Peer {
    @Override
    public Work prepare(Task task) {
        String text = new String(new MailText(task.load().size()).octets(), StandardCharsets.US_ASCII);
        return new OverOneConnection<SMTPClient>() {
            @Override
            SMTPClient open() throws IOException {
                SMTPClient client = task.tls() ? new SMTPSClient(true, TestTls.clientContext()) : new SMTPClient();
                client.connect(task.host(), task.port());
                require(client.login("localhost"), "HELO", client);
                return client;
            }

            @Override
            long send(SMTPClient client) throws IOException {
                for (int i = 0; i < task.load().messages(); i++) {
                    require(client.setSender(Task.SENDER), "MAIL", client);
                    require(client.addRecipient(Task.RECIPIENT), "RCPT", client);
                    Writer writer = client.sendMessageData();
                    if (writer == null) {
                        throw new IOException("DATA was refused: " + client.getReplyString());
                    }
                    writer.write(text);
                    writer.close();
                    require(client.completePendingCommand(), "the message", client);
                }
                return task.load().octets();
            }

            @Override
            void quit(SMTPClient client) throws IOException {
                client.logout();
                client.disconnect();
            }
        };
    }

    private static void require(boolean done, String what, SMTPClient client) throws IOException {
        if (!done) {
            throw new IOException(what + " was refused: " + client.getReplyString());
        }
    }
}
