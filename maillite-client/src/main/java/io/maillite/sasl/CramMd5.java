package io.maillite.sasl;

import static io.maillite.sasl.SaslMechanism.octets;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** RFC 2195: the challenge, keyed with the password. */
final class CramMd5 implements SaslMechanism {
    private final String username;
    private final String password;
    private boolean answered;
    private String digest = "";

    CramMd5(String username, String password) {
        this.username = username;
        this.password = password;
    }

    @Override
    public byte[] respond(byte[] challenge) throws SaslFailure {
        if (answered || challenge.length == 0) {
            throw new SaslFailure("the server did not send the one challenge of CRAM-MD5", null);
        }
        answered = true;
        if (password.isEmpty()) {
            throw new SaslFailure("CRAM-MD5 cannot be used with an empty password", null);
        }
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(octets(password), "HmacMD5"));
            digest = HexFormat.of().formatHex(mac.doFinal(challenge));
            return octets(username + " " + digest);
        } catch (GeneralSecurityException e) {
            throw new SaslFailure("this JDK has no HMAC-MD5", e);
        }
    }

    @Override
    public boolean isComplete() {
        return answered;
    }

    @Override
    public boolean hidesChallenges() {
        return true;
    }

    @Override
    public List<String> secrets() {
        return List.of(password, digest);
    }
}
