package dev.suture.diff.fuzz;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to the files, they are compared or refused by name: no other exception, no hang, no memory that the
 * files do not account for. The profile {@code fuzz} runs a million inputs in a heap of 256 MiB:
 * {@code ./mvnw -Pfuzz test -pl diff-engine -am [-Dfuzz.tries=n] [-Dfuzz.first=seed]}.
 */
class DiffFuzzTest {
    @TempDir
    Path folder;

    @Test
    void brokenFilesAreComparedOrRefused() throws Exception {
        new Campaign("diff", new Comparing(folder))
                .run(Long.getLong("fuzz.first", 0), Long.getLong("fuzz.tries", 3000));
    }
}
