package dev.suture.pack;

import dev.suture.pack.PackageEntries.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One pass over a package. */
final class PackageReading {
    private final Path origin;
    private final PackageEntries entries;
    private final Keep keep;
    private final Optional<PublicKey> key;

    PackageReading(Path origin, PackageEntries entries, Keep keep, Optional<PublicKey> key) {
        this.origin = origin;
        this.entries = entries;
        this.keep = keep;
        this.key = key;
    }

    PackageReader.Read run() throws IOException {
        byte[] json = manifestBytes();
        PackageManifest manifest = new ManifestReader(origin).read(json);
        keep(PackagePath.MANIFEST, json);
        entries.expect(manifest);
        Optional<Entry> next = entries.next();
        Optional<byte[]> signature = Optional.empty();
        if (next.isPresent() && next.get().path().equals(PackagePath.SIGNATURE)) {
            signature = Optional.of(next.get().contents().readNBytes(Signatures.SIZE + 1));
            keep(PackagePath.SIGNATURE, signature.get());
            next = entries.next();
        }
        SignatureState state = check(signature, json);
        files(manifest, next);
        return new PackageReader.Read(manifest, state);
    }

    private byte[] manifestBytes() throws IOException {
        Entry first = entries.next()
                .filter(e -> e.path().equals(PackagePath.MANIFEST))
                .orElseThrow(() -> PackageFault.malformed(origin, "it does not begin with a package.json"));
        if (first.size() > ManifestReader.MOST_BYTES) {
            throw PackageFault.tooLarge(
                    origin, "its package.json is more than %d bytes".formatted(ManifestReader.MOST_BYTES));
        }
        return first.contents().readNBytes(ManifestReader.MOST_BYTES);
    }

    private SignatureState check(Optional<byte[]> signature, byte[] json) {
        if (key.isEmpty()) {
            return signature.isPresent() ? SignatureState.NOT_CHECKED : SignatureState.UNSIGNED;
        }
        if (signature.isEmpty()) {
            throw PackageFault.refused(
                    "package-unsigned",
                    "The package %s is not signed, and a signature was asked for.".formatted(origin),
                    "Get a signed one, or leave --key out if you trust where it came from.");
        }
        if (!Signatures.fits(key.get(), json, signature.get())) {
            throw PackageFault.refused(
                    "package-signature",
                    "The signature of the package %s (%s) does not fit the key: it was signed with another, or"
                                    .formatted(origin, PackagePath.SIGNATURE)
                            + " package.json was changed since.",
                    "Do not use it. Check that it is the right key, and get the package again from who signed it.");
        }
        return SignatureState.VALID;
    }

    private void files(PackageManifest manifest, Optional<Entry> first) throws IOException {
        Map<String, PackagedFile> open = new HashMap<>();
        manifest.files().forEach(f -> open.put(f.path(), f));
        Set<String> seen = new HashSet<>(Set.of(PackagePath.MANIFEST, PackagePath.SIGNATURE));
        for (Optional<Entry> next = first; next.isPresent(); next = entries.next()) {
            String path = next.get().path();
            if (!PackagePath.isValid(path)) {
                throw PackageFault.path(origin, path);
            }
            PackagedFile file = open.remove(path);
            if (file == null) {
                throw seen.contains(path) ? PackageFault.duplicate(origin, path) : PackageFault.unlisted(origin, path);
            }
            seen.add(path);
            file(next.get(), file);
        }
        if (!open.isEmpty()) {
            throw PackageFault.incomplete(
                    origin, open.keySet().stream().sorted().findFirst().orElseThrow());
        }
    }

    private void file(Entry entry, PackagedFile listed) throws IOException {
        if (entry.size() != listed.size()) {
            throw PackageFault.size(origin, listed.path(), entry.size(), listed.size());
        }
        MessageDigest digest = Digests.sha256();
        try (OutputStream out = keep.open(listed.path())) {
            new DigestInputStream(entry.contents(), digest).transferTo(out);
        }
        if (!Digests.hex(digest.digest()).equals(listed.sha256())) {
            throw PackageFault.digest(origin, listed.path());
        }
    }

    private void keep(String path, byte[] contents) throws IOException {
        try (OutputStream out = keep.open(path)) {
            out.write(contents);
        }
    }
}
