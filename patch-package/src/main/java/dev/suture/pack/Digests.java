package dev.suture.pack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java platform has it.
        }
    }

    static String sha256(byte[] contents) {
        return hex(sha256().digest(contents));
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
