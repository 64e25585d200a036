package io.maillite.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/**
 * A key and a certificate for localhost, made by the JDK's keytool for this process alone. So TLS is here as it is
 * anywhere: the certificate is trusted because it is this one, and the name in it is verified.
 *
 * @param keyStore PKCS12
 */
record OwnCertificate(Path keyStore, String password) {
    private static final String PASSWORD_VARIABLE = "QUICKSTART_KEY_PASSWORD";

    static OwnCertificate make() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("quickstart-");
        Path keyStore = folder.resolve("localhost.p12");
        folder.toFile().deleteOnExit();
        keyStore.toFile().deleteOnExit();
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass:env",
                        PASSWORD_VARIABLE))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        keytool.environment().put(PASSWORD_VARIABLE, password);
        Process running = keytool.start();
        if (!running.waitFor(1, TimeUnit.MINUTES) || running.exitValue() != 0) {
            running.destroyForcibly();
            throw new IOException("The JDK's keytool could not make a certificate for localhost");
        }
        return new OwnCertificate(keyStore, password);
    }

    /** Trusts it, and nothing else. */
    SSLContextParameters trust() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + keyStore);
        store.setType("PKCS12");
        store.setPassword(password);
        TrustManagersParameters trusted = new TrustManagersParameters();
        trusted.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trusted);
        return tls;
    }

    @Override
    public String toString() {
        return keyStore.toString();
    }
}
