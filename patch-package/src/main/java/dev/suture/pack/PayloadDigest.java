package dev.suture.pack;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.build.DigestAlgorithm;
import org.eclipse.packager.rpm.build.PayloadProcessor;
import org.eclipse.packager.rpm.header.Header;

/**
 * Puts the SHA-256 of an RPM's payload, compressed and not, into its header (rpm-tags(7): PAYLOADDIGEST). That of
 * packager-rpm does the same, and needs eight megabytes of another library to print the digests.
 */
final class PayloadDigest implements PayloadProcessor {
    private final MessageDigest plain = sha256();
    private final MessageDigest compressed = sha256();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }

    @Override
    public void feedRawPayloadData(ByteBuffer data) {
        plain.update(data);
    }

    @Override
    public void feedCompressedPayloadData(ByteBuffer data) {
        compressed.update(data);
    }

    @Override
    public void finish(Header<RpmTag> header) {
        HexFormat hex = HexFormat.of();
        header.putStringArray(RpmTag.PAYLOAD_DIGEST, hex.formatHex(compressed.digest()));
        header.putStringArray(RpmTag.PAYLOAD_DIGEST_ALT, hex.formatHex(plain.digest()));
        header.putInt(RpmTag.PAYLOAD_DIGEST_ALGO, DigestAlgorithm.SHA256.getTag());
    }
}
