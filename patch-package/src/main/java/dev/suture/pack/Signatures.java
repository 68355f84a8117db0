package dev.suture.pack;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Ed25519 over the bytes of {@code package.json} (RFC 8032, PureEdDSA): 64 bytes, the same for the same key and text. */
final class Signatures {
    static final int SIZE = 64;

    private Signatures() {}

    static byte[] sign(PrivateKey key, byte[] manifest) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(manifest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean fits(PublicKey key, byte[] manifest, byte[] signature) {
        if (signature.length != SIZE) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(manifest);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
