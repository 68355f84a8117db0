package dev.suture.pack;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ed25519 keys (RFC 8410) in PEM (RFC 7468), as {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey
 * -pubout} write them.
 */
public final class SigningKeys {
    private static final int MOST_BYTES = 16 << 10;

    private SigningKeys() {}

    /** @throws PatchException (TROUBLE) if there is no such key in the file */
    public static PrivateKey privateKey(Path pem) {
        byte[] der = read(pem, "PRIVATE KEY", "Make one with `openssl genpkey -algorithm ed25519 -out KEY.pem`.");
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw unusable(pem, "no Ed25519 key", "Make one with `openssl genpkey -algorithm ed25519 -out KEY.pem`.");
        }
    }

    /** @throws PatchException (TROUBLE) if there is no such key in the file */
    public static PublicKey publicKey(Path pem) {
        String remedy = "Write it with `openssl pkey -in KEY.pem -pubout -out PUB.pem`.";
        byte[] der = read(pem, "PUBLIC KEY", remedy);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw unusable(pem, "no Ed25519 key", remedy);
        }
    }

    private static byte[] read(Path pem, String label, String remedy) {
        try {
            if (Files.size(pem) > MOST_BYTES) {
                throw unusable(pem, "too long for a key", remedy);
            }
            // Bytes that are no ASCII may stand before the key as a comment.
            String text = Files.readString(pem, StandardCharsets.ISO_8859_1);
            Matcher block = Pattern.compile(
                            "-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]*)-----END %1$s-----".formatted(label))
                    .matcher(text);
            if (!block.find()) {
                throw unusable(pem, "without a block '%s' in PEM".formatted(label), remedy);
            }
            return Base64.getMimeDecoder().decode(block.group(1));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(pem, "unreadable: " + Reason.of(e), remedy);
        }
    }

    private static PatchException unusable(Path pem, String what, String remedy) {
        return PackageFault.trouble("package-key", "The key file %s is %s.".formatted(pem, what), remedy);
    }
}
