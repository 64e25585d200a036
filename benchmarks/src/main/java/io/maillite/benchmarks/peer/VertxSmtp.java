package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Vert.x: all messages are given to it at once, and it sends them over its pool of 10 connections. */
final class VertxSmtp implements Peer {
    @Override
    public Work prepare(Task task) {
        Vertx vertx = Vertx.vertx();
        MailClient client = MailClient.create(
                vertx,
                new MailConfig()
                        .setHostname(task.host())
                        .setPort(task.port())
                        .setSsl(task.tls())
                        .setTrustAll(true));
        MailMessage message = new MailMessage()
                .setFrom(Task.SENDER)
                .setTo(Task.RECIPIENT)
                .setSubject("What a mail is made of")
                .setText(new MailText(task.load().size()).body());
        return new Work() {
            @Override
            public long run() throws Exception {
                List<Future<MailResult>> sent = new ArrayList<>();
                for (int i = 0; i < task.load().messages(); i++) {
                    sent.add(client.sendMail(message));
                }
                Future.all(sent).toCompletionStage().toCompletableFuture().get(1, TimeUnit.HOURS);
                return task.load().octets();
            }

            @Override
            public void close() throws Exception {
                vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
            }
        };
    }
}
