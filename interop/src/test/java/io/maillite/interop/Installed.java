package io.maillite.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which servers this machine has, and whether they can be started here. */
final class Installed {
    private static final String DOVECOT_SERIES = "2.3";

    private static final Map<String, List<Path>> PACKAGES = new LinkedHashMap<>();

    static {
        PACKAGES.put("dovecot-pop3d", List.of(Path.of("/usr/sbin/dovecot"), Path.of("/usr/lib/dovecot/pop3")));
        PACKAGES.put("dovecot-lmtpd", List.of(Path.of("/usr/lib/dovecot/lmtp")));
        PACKAGES.put("postfix", List.of(Path.of("/usr/sbin/postfix"), Path.of("/usr/lib/postfix/sbin/lmtp")));
    }

    private Installed() {}

    /** Why the servers cannot be started here, and what to do about it; empty if they can. */
    static Optional<String> missing() {
        List<String> missing = new ArrayList<>();
        PACKAGES.forEach((name, files) -> {
            if (!files.stream().allMatch(Files::isExecutable)) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            return Optional.of("not installed: " + String.join(", ", missing)
                    + ". On Debian 12: apt-get install --no-install-recommends " + String.join(" ", missing));
        }
        if (!dovecotVersion().startsWith(DOVECOT_SERIES + ".")) {
            return Optional.of("the configuration of the tests is for Dovecot " + DOVECOT_SERIES + ", not "
                    + dovecotVersion() + ". Use Debian 12");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of(
                    "Dovecot and Postfix have to be started as root, who they then cease to be. Run as root");
        }
        return Optional.empty();
    }

    /** As {@code 2.3.19.1}. */
    static String dovecotVersion() {
        return output("dovecot", "--version").split(" ")[0];
    }

    /** As {@code 3.7.11}. */
    static String postfixVersion() {
        return output("postconf", "-d", "-h", "mail_version");
    }

    /** What a command says, which ends by itself. */
    static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + status + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
