package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.load.Task;
import io.maillite.benchmarks.measure.StartMain;
import io.maillite.benchmarks.report.FigureNames;
import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.server.Server;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** From the start of a JVM to the first message through a route, with the class path of one component. */
record Start() implements Scenario {
    /**
     * Who is started.
     *
     * @param uri with the port and the account still to be put in
     */
    private record Started(String name, String artifact, Protocol protocol, String uri) {}

    private static final List<Started> WHO = List.of(
            new Started(
                    "pop3lite",
                    "camel-pop3lite",
                    Protocol.POP3,
                    "pop3lite:localhost:%d?username=%s&password=secret&tls=NONE&initialDelay=0"),
            new Started(
                    "camel-mail, POP3",
                    "camel-mail",
                    Protocol.POP3,
                    "pop3:localhost:%d?username=%s&password=secret&delete=true&initialDelay=0"),
            new Started(
                    "smtplite",
                    "camel-smtplite",
                    Protocol.SMTP,
                    "smtplite:localhost:%d?tls=NONE&from=" + Task.SENDER + "&to=" + Task.RECIPIENT),
            new Started(
                    "camel-mail, SMTP",
                    "camel-mail",
                    Protocol.SMTP,
                    "smtp:localhost:%d?from=" + Task.SENDER + "&to=" + Task.RECIPIENT));

    @Override
    public String id() {
        return "start";
    }

    @Override
    public String title() {
        return "From the start of a JVM to the first message";
    }

    @Override
    public List<String> peers() {
        return WHO.stream().map(Started::name).toList();
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        return new Turns(bench.options()).of(WHO, Started::name, (who, round) -> List.of(turn(bench, who, round)));
    }

    private static Row turn(Bench bench, Started who, int round) throws Exception {
        try (Server server = Place.MEMORY.open(who.protocol(), bench)) {
            double seconds = seconds(command(bench, who, server.port(false)), bench.options());
            bench.say("  round %d  %-22s %.3f s", round, who.name(), seconds);
            return new Row(who.name(), round, 1, Map.of(FigureNames.START, seconds), "");
        }
    }

    private static List<String> command(Bench bench, Started who, int port) throws IOException {
        String classPath = "target/classes" + File.pathSeparator + ClassPaths.withCore(who.artifact());
        String uri = String.format(who.uri(), port, "1x4096-" + bench.newNumber());
        List<String> command = Jvm.command(bench.options().jvm(), classPath, StartMain.class, uri);
        if (who.protocol() == Protocol.SMTP) {
            command.add(new String(new MailText(4096).octets(), StandardCharsets.US_ASCII));
        }
        return command;
    }

    private static double seconds(List<String> command, Options options) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture.delayedExecutor(options.cap().toSeconds(), TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(StartMain.FIRST)) {
                    return (System.nanoTime() - start) / 1e9;
                }
            }
            throw new IOException("No message came through: " + String.join(" ", command));
        } finally {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
