package dev.suture.pack;

import dev.suture.plugin.PatchInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small package of each part there is; the hot patch in it is no ELF, which is its plugin's business. */
final class Sample {
    static final String PATCH_TEXT = "this stands for a hot patch\n".repeat(40);

    private Sample() {}

    static PackageContents contents(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path patch = Files.writeString(folder.resolve("fix.upatch"), PATCH_TEXT);
        Path source = Files.writeString(folder.resolve("0001 fix the price.patch"), "--- a\n+++ b\n");
        return new PackageContents(
                new PackageName("ticketd-price", "1.2", "1"),
                Optional.empty(),
                "Children pay half.",
                Optional.of(new TargetPackage("ticketd", Optional.of("2:1.0-3+deb12u1"))),
                List.of(new PackageContents.Patch(patch, info("fix"), Optional.of("/usr/bin/ticketd"))),
                List.of(source),
                Map.of("suture", "0.1.0", "compiler", "gcc 12.2.0", "linker", "ld 2.40"),
                Optional.of("{\"schemaVersion\": 1}".getBytes()),
                Optional.of("<!DOCTYPE html>".getBytes()));
    }

    static PatchInfo info(String name) {
        return new PatchInfo(
                "11111111-2222-3333-8444-555555555555",
                name,
                "upatch",
                "x86_64",
                "ticketd",
                "00ff17",
                List.of(new PatchInfo.PatchedFunction("price_of", 0x1000, 20, 30)));
    }

    static Path archive(Path folder, Optional<PrivateKey> key) throws IOException {
        Path archive = folder.resolve("sample.tar.zst");
        new PackageWriter(key, Instant.EPOCH).write(contents(folder.resolve("in")), archive);
        return archive;
    }

    static KeyPair keys() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
