package io.maillite.testkit.tls;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS contexts for both ends, made from the {@linkplain TestIdentity identities} of the test CA. */
public final class TestTls {
    /** Of every key store, and of every key in it. */
    public static final String PASSWORD = "changeit";

    static final String FOLDER = "io/maillite/testkit/tls/";

    /** The key store on the class path that trusts the test CA, for an option that takes a resource. */
    public static final String TRUST_STORE_RESOURCE = FOLDER + "trust.p12";

    private TestTls() {}

    /** For a server that shows this identity, and trusts clients of the test CA. */
    public static SSLContext serverContext(TestIdentity identity) {
        return context(identity);
    }

    /** For a client that trusts the test CA, and shows no certificate. */
    public static SSLContext clientContext() {
        return context(null);
    }

    /** For a client that trusts the test CA, and shows this identity when asked. */
    public static SSLContext clientContext(TestIdentity identity) {
        return context(identity);
    }

    /** The certificate that a server with this identity shows: what {@code tls-server-end-point} binds to. */
    public static X509Certificate certificate(TestIdentity identity) {
        try {
            return (X509Certificate) keyStore(identity.resource()).getCertificate(identity.label());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Could not read " + identity.resource(), e);
        }
    }

    /** What {@code tls-server-end-point} gives for a server with this identity (RFC 5929 4.1). */
    public static byte[] serverEndPoint(TestIdentity identity) {
        X509Certificate certificate = certificate(identity);
        try {
            String hash = certificate.getSigAlgName().startsWith("SHA384") ? "SHA-384" : "SHA-256";
            return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(@Nullable TestIdentity identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity == null ? new KeyManager[0] : keys(identity), trust(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Could not make a TLS context for " + identity, e);
        }
    }

    private static KeyManager[] keys(TestIdentity identity) throws GeneralSecurityException, IOException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore(identity.resource()), PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore(TRUST_STORE_RESOURCE));
        return factory.getTrustManagers();
    }

    private static KeyStore keyStore(String resource) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = TestTls.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
