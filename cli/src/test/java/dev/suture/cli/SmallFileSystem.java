package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real file system in memory that soon has no space left; the test is skipped where none can be mounted. */
final class SmallFileSystem implements AutoCloseable {
    private final Path place;

    SmallFileSystem(Path place, int kibibytes) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mounting a small file system needs root");
        this.place = Files.createDirectories(place);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", size(kibibytes), "none", place.toString()) == 0,
                "skipped: no file system can be mounted here");
    }

    Path place() {
        return place;
    }

    /** Makes room. */
    void growTo(int kibibytes) throws IOException {
        assertThat(run("mount", "-o", "remount," + size(kibibytes), place.toString()))
                .isZero();
    }

    private static String size(int kibibytes) {
        return "size=%dk".formatted(kibibytes);
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", "--lazy", place.toString())).isZero();
    }
}
