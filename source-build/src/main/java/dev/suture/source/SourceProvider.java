package dev.suture.source;

import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** Brings a source into a build folder. */
interface SourceProvider {
    /** Changes whenever the source does, so that a build of another one is not gone on with. */
    String fingerprint() throws IOException;

    /**
     * Makes a tree of its own of the source.
     *
     * @param trees the folder for it, which is empty
     * @return the tree's top folder
     */
    Path fetch(Path trees, Progress progress) throws IOException;

    /** How the tree that {@link #fetch} made is built. */
    PreparedTree prepare(Path tree) throws IOException;
}
