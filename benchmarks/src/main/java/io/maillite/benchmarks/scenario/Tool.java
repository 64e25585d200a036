package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Programs that are no libraries of ours to call. Each is one process a run, from its start to its end. */
enum Tool {
    /** Python's. */
    POPLIB("poplib", Protocol.POP3, "python3", true) {
        @Override
        List<String> arguments(Task task, Path folder) {
            return List.of(
                    "src/main/python/poplib_drain.py",
                    task.host(),
                    String.valueOf(task.port()),
                    String.valueOf(task.tls()),
                    task.account(),
                    Task.PASSWORD);
        }
    },
    /** Pipelines, and delivers into an mbox. */
    MPOP("mpop", Protocol.POP3, "mpop", true) {
        @Override
        List<String> arguments(Task task, Path folder) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--host=" + task.host(),
                    "--port=" + task.port(),
                    "--user=" + task.account(),
                    "--passwordeval=echo " + Task.PASSWORD,
                    "--auth=user",
                    "--keep=off",
                    "--tls=" + (task.tls() ? "on" : "off"),
                    "--uidls-file=" + folder.resolve("mpop-" + task.account() + ".uidls"),
                    "--delivery=mbox," + folder.resolve("mpop.mbox")));
            if (task.tls()) {
                arguments.addAll(List.of("--tls-starttls=off", "--tls-certcheck=off"));
            }
            return arguments;
        }
    },
    /** Delivers into a file. */
    FETCHMAIL("fetchmail", Protocol.POP3, "fetchmail", false) {
        @Override
        List<String> arguments(Task task, Path folder) throws IOException {
            Path rc = folder.resolve("fetchmailrc");
            Files.writeString(
                    rc,
                    "poll " + task.host() + " protocol pop3 port " + task.port() + " timeout 60 user \""
                            + task.account() + "\" password \"" + Task.PASSWORD
                            + "\" is \"somebody\" here nokeep fetchall sslproto \"\"\n");
            Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-------"));
            return List.of(
                    "--fetchmailrc",
                    rc.toString(),
                    "--pidfile",
                    folder.resolve("fetchmail.pid").toString(),
                    "--idfile",
                    folder.resolve("fetchmail.ids").toString(),
                    "--bsmtp",
                    folder.resolve("fetchmail.bsmtp").toString(),
                    "--silent");
        }
    },
    /** Python's. */
    SMTPLIB("smtplib", Protocol.SMTP, "python3", true) {
        @Override
        List<String> arguments(Task task, Path folder) throws IOException {
            Load load = task.load();
            return List.of(
                    "src/main/python/smtplib_send.py",
                    task.host(),
                    String.valueOf(task.port()),
                    String.valueOf(task.tls()),
                    Task.SENDER,
                    Task.RECIPIENT,
                    new MailText(load.size()).file(folder).toString(),
                    String.valueOf(load.messages()));
        }
    },
    /** Postfix's, over one connection. */
    SMTP_SOURCE("smtp-source", Protocol.SMTP, "smtp-source", false) {
        @Override
        List<String> arguments(Task task, Path folder) {
            return List.of(
                    "-d",
                    "-s",
                    "1",
                    "-m",
                    String.valueOf(task.load().messages()),
                    "-l",
                    String.valueOf(task.load().size()),
                    "-f",
                    Task.SENDER,
                    "-t",
                    Task.RECIPIENT,
                    "inet:127.0.0.1:" + task.port());
        }
    };

    private final String title;
    private final Protocol protocol;
    private final String program;
    private final boolean speaksTls;

    Tool(String title, Protocol protocol, String program, boolean speaksTls) {
        this.title = title;
        this.protocol = protocol;
        this.program = program;
        this.speaksTls = speaksTls;
    }

    String title() {
        return title;
    }

    Protocol protocol() {
        return protocol;
    }

    String program() {
        return program;
    }

    boolean speaksTls() {
        return speaksTls;
    }

    /** @param folder for its files */
    abstract List<String> arguments(Task task, Path folder) throws IOException;
}
