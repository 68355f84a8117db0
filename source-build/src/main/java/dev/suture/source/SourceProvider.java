package dev.suture.source;

import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings a source into a build folder. */
interface SourceProvider {
    /**
     * The one for a source.
     *
     * @param folder where it may keep what it downloads
     * @param notes where it says what people should know
     */
    static SourceProvider of(SourceBuildRequest request, BuildFolder folder, List<String> notes) {
        return switch (request.source()) {
            case Source.Tree(Path tree) -> new TreeProvider(tree, request);
            case Source.DebianPackage deb -> new DebianProvider(deb, request, folder, notes);
            case Source.RpmPackage(Path file) -> new RpmProvider(file, request, folder);
        };
    }

    /** Changes whenever the source does, so that a build of another one is not gone on with. */
    String fingerprint() throws IOException;

    /**
     * Makes a tree of its own of the source.
     *
     * @param trees the folder for it, which is empty
     * @return the tree's top folder
     */
    Path fetch(Path trees, Progress progress) throws IOException;

    /** The file of a source patch that somebody named; packages know those of their own series by name. */
    Path patch(Path tree, Path named) throws IOException;

    /** How the tree that {@link #fetch} made is built. */
    PreparedTree prepare(Path tree) throws IOException;

    /** The distribution's package that targets come from, if the source is a distribution's. */
    default Optional<PackageVersion> targetPackage(Path tree, List<TargetFile> targets) throws IOException {
        return Optional.empty();
    }
}
