package dev.suture.cli;

import dev.suture.plugin.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Where the hot patches of a build go. */
interface BuildOutput extends AutoCloseable {
    /** Where the builder writes its hot patch, or a folder of them. */
    Path place();

    /** Takes what was built while all it was made from is there. */
    void take(MadePatches made, Progress progress);

    /** Tells what became of it. */
    void print(MadePatches made, PrintWriter out) throws IOException;

    @Override
    void close();
}
