package dev.suture.manager;

import dev.suture.pack.SigningKeys;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public key that a package's signature must fit, as text that can be handed on.
 *
 * @param spki the Ed25519 key's SubjectPublicKeyInfo (RFC 8410) in Base64
 */
public record PackageKey(String spki) {
    /** @throws PatchException (TROUBLE) if there is no such key in the PEM file */
    public static PackageKey read(Path pem) {
        return of(SigningKeys.publicKey(pem));
    }

    public static PackageKey of(PublicKey key) {
        return new PackageKey(Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    /** @throws PatchException (TROUBLE) if it is none */
    PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(spki)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "package-key",
                    "The key that was given is no Ed25519 public key.",
                    "Write it with `openssl pkey -in KEY.pem -pubout -out PUB.pem`.",
                    e);
        }
    }
}
