package dev.suture.manager;

import dev.suture.pack.PackageReader;
import dev.suture.pack.TemporaryFolder;
import dev.suture.pack.VerifiedPackage;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Builds patches, and reads patch files and packages; needs no store and no rights. All methods throw {@link PatchException}. */
public final class PatchFiles {
    private final PluginKinds kinds;
    private final PatchFileReader reader;

    /** @param plugins e.g. {@link Plugins#find()} */
    public PatchFiles(List<PatchPlugin> plugins) {
        this.kinds = new PluginKinds(plugins);
        this.reader = new PatchFileReader(plugins);
    }

    /** Makes a hot patch; it is not added to any store. */
    public BuiltPatch build(String kind, BuildRequest request, Progress progress) {
        return builder(kind).build(request, progress);
    }

    /** What makes patches of a kind. */
    public PatchBuilder builder(String kind) {
        return kinds.plugin(kind).builder();
    }

    /** What a patch file says of itself. */
    public PatchInfo read(Path patchFile) {
        return reader.read(patchFile);
    }

    /**
     * Checks a whole package, and that its hot patches are what it says; nothing of it is kept.
     *
     * @param key if given, the package must carry a signature that fits it
     */
    public PackageReader.Read check(Path source, Optional<PublicKey> key) {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            VerifiedPackage unpacked = new PackageReader(key).unpack(source, folder.path());
            new PackagedPatches(reader::read).read(unpacked, source.toString());
            return new PackageReader.Read(unpacked.manifest(), unpacked.signature());
        }
    }
}
