package io.maillite.interop;

import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A temporary folder that holds all that one server has: configuration, state, messages, logs. */
final class ServerFolder {
    private static final Pattern PLACE = Pattern.compile("@([a-z0-9-]+)@");
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path path;

    private ServerFolder(Path path) {
        this.path = path;
    }

    /** Empty but for a certificate and its key. The servers' own users may look into it. */
    static ServerFolder create(String server) {
        try {
            Path path = Files.createTempDirectory("maillite-" + server + "-");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            ServerFolder folder = new ServerFolder(path);
            folder.writeIdentity();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeIdentity() throws IOException {
        TestIdentity identity = TestIdentity.LOCALHOST;
        char[] password = TestTls.PASSWORD.toCharArray();
        try (InputStream in = TestTls.class.getClassLoader().getResourceAsStream(identity.resource())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            Key key = store.getKey(identity.label(), password);
            write("key.pem", pem("PRIVATE KEY", key.getEncoded()));
            write(
                    "certificate.pem",
                    pem("CERTIFICATE", TestTls.certificate(identity).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + PEM.encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    void write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder in it, of this user's. */
    Path folder(String name, String owner) {
        try {
            Path folder = Files.createDirectories(path.resolve(name));
            give(folder, owner);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void give(Path file, String owner) throws IOException {
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
    }

    /** Writes a resource, with each {@code @place@} filled. */
    void configure(String resource, Map<String, ?> values) {
        Matcher places = PLACE.matcher(resource(resource));
        write(
                resource,
                places.replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1).equals("folder")
                                ? path.toString()
                                : Objects.requireNonNull(values.get(place.group(1)), place::group)
                                        .toString())));
    }

    static String resource(String name) {
        try (InputStream in = ServerFolder.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
