package io.maillite.examples.quickstart;

import io.maillite.examples.quickstart.Account.ServerPort;
import io.maillite.wire.TlsMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the arguments. */
final class CommandLine {
    static final String USAGE = """
            Usage: run [options] [folder]

            Sends each message of a folder by smtplite, receives them by pop3lite, and compares what came back with what
            was sent, octet for octet. Without a server's name it starts a mail server in this process.

              folder               the .eml files to send; without one, those that come with the quickstart
              --large MIB          size of one more message, made on the fly; 0 for none (default: 25)
              --work DIR           where to leave what was sent and what came back: a folder that is empty or not there
              --timeout SECONDS    how long to wait until all are sent, and again until all are back (default: 300)
              --help               this text

            With a server and a mailbox of your own:

              --smtp-host NAME     the server that takes messages
              --smtp-tls MODE      IMPLICIT (default), STARTTLS or NONE
              --smtp-port PORT     (default: 465 with IMPLICIT, 587 with STARTTLS, 25 with NONE)
              --pop3-host NAME     the server that holds the mailbox (default: the same)
              --pop3-tls MODE      IMPLICIT (default), STARTTLS or NONE
              --pop3-port PORT     (default: 995 with IMPLICIT, 110 without)
              --username NAME      the account, at both
              --password-env NAME  the environment variable that holds its password
              --from ADDRESS       who sends (default: the username, where that is an address)
              --to ADDRESS         who receives: an address of this mailbox (default: the same)
              --leave-on-server    delete nothing; without it, the mailbox must be empty, and what came back equal
                                   is deleted from it. Messages of others are never touched

            Exit status: 0 all came back equal; 1 they did not; 2 nothing was sent.
            """;

    private static final String LEAVE_ON_SERVER = "--leave-on-server";
    private static final Set<String> GENERAL = Set.of("--large", "--work", "--timeout");
    private static final Set<String> OF_A_SERVER = Set.of(
            "--smtp-host",
            "--smtp-tls",
            "--smtp-port",
            "--pop3-host",
            "--pop3-tls",
            "--pop3-port",
            "--username",
            "--password-env",
            "--from",
            "--to");
    private static final int LARGEST_MIB = 2047;

    /** The arguments are wrong. */
    static final class UsageException extends Exception {
        UsageException(String message) {
            super(message);
        }
    }

    /** Nothing but help is wanted. */
    static final class HelpWanted extends Exception {
        HelpWanted() {
            super("help");
        }
    }

    private final Map<String, String> options = new HashMap<>();
    private final Map<String, String> environment;
    private @Nullable String folder;
    private boolean leaveOnServer;

    private CommandLine(Map<String, String> environment) {
        this.environment = environment;
    }

    static Settings parse(String[] arguments, Map<String, String> environment) throws UsageException, HelpWanted {
        CommandLine line = new CommandLine(environment);
        line.read(new ArrayDeque<>(Arrays.asList(arguments)));
        return line.settings();
    }

    private void read(Queue<String> arguments) throws UsageException, HelpWanted {
        for (String argument = arguments.poll(); argument != null; argument = arguments.poll()) {
            if (argument.equals("--help") || argument.equals("-h")) {
                throw new HelpWanted();
            } else if (argument.equals(LEAVE_ON_SERVER)) {
                leaveOnServer = true;
            } else if (GENERAL.contains(argument) || OF_A_SERVER.contains(argument)) {
                String value = arguments.poll();
                if (value == null) {
                    throw new UsageException(argument + " needs a value");
                }
                options.put(argument, value);
            } else if (argument.startsWith("-")) {
                throw new UsageException("There is no option " + argument);
            } else if (folder != null) {
                throw new UsageException("One folder, not two: " + folder + " and " + argument);
            } else {
                folder = argument;
            }
        }
    }

    private Settings settings() throws UsageException {
        Path home = Path.of(System.getProperty("example.home", ""));
        Path messages = folder == null ? home.resolve("messages") : Path.of(folder);
        if (!Files.isDirectory(messages)) {
            throw new UsageException("There is no folder " + messages);
        }
        String given = options.get("--work");
        return new Settings(
                messages,
                number("--large", 25, 0, LARGEST_MIB) * 1024L * 1024L,
                given == null ? home.resolve("target").resolve("run") : unused(Path.of(given)),
                Duration.ofSeconds(number("--timeout", 300, 1, 86_400)),
                account());
    }

    /** What is there is somebody's: nothing is overwritten. */
    private static Path unused(Path work) throws UsageException {
        String[] there = work.toFile().list();
        if (Files.exists(work) && (there == null || there.length > 0)) {
            throw new UsageException("--work " + work + " is not an empty folder");
        }
        return work;
    }

    private @Nullable Account account() throws UsageException {
        if (!options.containsKey("--smtp-host")) {
            for (String option : options.keySet()) {
                if (OF_A_SERVER.contains(option)) {
                    throw new UsageException(option + " needs --smtp-host");
                }
            }
            if (leaveOnServer) {
                throw new UsageException(LEAVE_ON_SERVER + " needs --smtp-host");
            }
            return null;
        }
        String username = required("--username");
        String address = username.contains("@") ? username : null;
        String from = options.getOrDefault("--from", address);
        String to = options.getOrDefault("--to", address);
        if (from == null || to == null) {
            throw new UsageException(username + " is not an address: --from and --to are needed");
        }
        TlsMode smtpTls = tls("--smtp-tls");
        TlsMode pop3Tls = tls("--pop3-tls");
        int smtpPort =
                switch (smtpTls) {
                    case IMPLICIT -> 465;
                    case STARTTLS -> 587;
                    case NONE -> 25;
                };
        String smtpHost = required("--smtp-host");
        return new Account(
                new ServerPort(smtpHost, port("--smtp-port", smtpPort), smtpTls),
                new ServerPort(
                        options.getOrDefault("--pop3-host", smtpHost),
                        port("--pop3-port", pop3Tls == TlsMode.IMPLICIT ? 995 : 110),
                        pop3Tls),
                username,
                password(),
                from,
                to,
                null,
                false,
                leaveOnServer);
    }

    /** From the environment: what stands on a command line is seen by everybody on the machine. */
    private String password() throws UsageException {
        String name = required("--password-env");
        String password = environment.get(name);
        if (password == null || password.isEmpty()) {
            throw new UsageException("The environment variable " + name + " is not set (--password-env)");
        }
        return password;
    }

    private String required(String option) throws UsageException {
        String value = options.get(option);
        if (value == null || value.isBlank()) {
            throw new UsageException(option + " is missing");
        }
        return value;
    }

    private TlsMode tls(String option) throws UsageException {
        String value = options.getOrDefault(option, TlsMode.IMPLICIT.name());
        try {
            return TlsMode.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " is one of " + Arrays.toString(TlsMode.values()) + ", not " + value);
        }
    }

    private int port(String option, int usual) throws UsageException {
        return number(option, usual, 1, 65_535);
    }

    private int number(String option, int usual, int least, int most) throws UsageException {
        String value = options.get(option);
        if (value == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(option + " is a number from " + least + " to " + most + ", not " + value);
    }
}
