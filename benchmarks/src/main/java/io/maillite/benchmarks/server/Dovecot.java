package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Dovecot with Maildirs in a temporary folder, for every account, in clear. As it comes but for that. */
public final class Dovecot implements Server {
    /** What it is called. */
    public static final String PROGRAM = "dovecot";

    private final Path folder;
    private final int port;
    private final String owner;
    private final Process process;

    /** @throws IOException if it is not installed, or does not start */
    public Dovecot() throws IOException {
        Path program = Installed.find(PROGRAM).orElseThrow(() -> new IOException("Dovecot is not installed"));
        folder = Files.createTempDirectory("maillite-dovecot").toAbsolutePath();
        port = FreePort.find();
        // It serves no mail as root; whoever else starts it serves as themselves.
        String user = System.getProperty("user.name");
        owner = user.equals("root") ? "nobody" : user;
        Files.createDirectories(folder.resolve("mail"));
        own(folder.resolve("mail"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = folder.resolve("dovecot.conf");
        Files.writeString(configuration, configuration(user.equals("root") ? "" : user));
        process = new ProcessBuilder(program.toString(), "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        FreePort.await(port, process);
    }

    private String configuration(String user) {
        String users = user.isEmpty()
                ? ""
                : "default_internal_user = " + user + "\ndefault_login_user = " + user + "\n"
                        + "service anvil {\n  chroot =\n}\nservice pop3-login {\n  chroot =\n}\n";
        return String.join(
                "\n",
                "base_dir = " + folder + "/run",
                "state_dir = " + folder + "/state",
                "log_path = " + folder + "/log",
                "listen = 127.0.0.1",
                "protocols = pop3",
                "ssl = no",
                "disable_plaintext_auth = no",
                "first_valid_uid = 1",
                "first_valid_gid = 1",
                "mail_location = maildir:~/Maildir",
                "service pop3-login {",
                "  inet_listener pop3 {",
                "    port = " + port,
                "  }",
                "  inet_listener pop3s {",
                "    port = 0",
                "  }",
                "}",
                "passdb {",
                "  driver = static",
                "  args = password=" + Task.PASSWORD,
                "}",
                "userdb {",
                "  driver = static",
                "  args = uid=" + owner + " gid=" + group() + " home=" + folder + "/mail/%u",
                "}",
                users);
    }

    private String group() {
        return owner.equals("nobody") ? "nogroup" : owner;
    }

    @Override
    public int port(boolean tls) {
        if (tls) {
            throw new IllegalArgumentException("Dovecot is measured in clear");
        }
        return port;
    }

    private Path maildir(String account) {
        return folder.resolve("mail").resolve(account).resolve("Maildir");
    }

    @Override
    public void fill(List<String> accounts, Load load) throws IOException {
        for (String account : accounts) {
            Path maildir = maildir(account);
            for (String part : List.of("tmp", "cur", "new")) {
                Files.createDirectories(maildir.resolve(part));
                own(maildir.resolve(part));
            }
            own(maildir);
            own(folder.resolve("mail").resolve(account));
            MailText text = new MailText(load.size());
            for (int number = 1; number <= load.messages(); number++) {
                Path file = maildir.resolve("new").resolve(name(number, load.size()));
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    text.writeTo(out, number);
                }
                own(file);
            }
        }
    }

    /** As Dovecot itself delivers, with the size on disk and over the wire: else a listing has it read all messages. */
    private static String name(int number, long size) {
        return String.format("1762164672.M%06d.localhost,S=%d,W=%d", number, size, size);
    }

    private void own(Path file) throws IOException {
        if (owner.equals("nobody")) {
            UserPrincipal nobody =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
            Files.setOwner(file, nobody);
        }
    }

    @Override
    public String wrong(List<String> accounts, Load load) throws IOException {
        long left = 0;
        for (String account : accounts) {
            left += files(maildir(account).resolve("new"))
                    + files(maildir(account).resolve("cur"));
        }
        try (Stream<Path> all = Files.list(folder.resolve("mail"))) {
            for (Path account : all.toList()) {
                Folders.remove(account);
            }
        }
        return left == 0 ? "" : left + " messages were left on the server";
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.remove(folder);
    }
}
