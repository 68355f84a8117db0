package dev.suture.source.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells what a former build left in a source tree from what belongs to the source: what git tracks always does. */
final class BuildProducts {
    private static final List<String> OBJECTS = List.of(".o", ".lo", ".la", ".os", ".a", ".gch");
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private final Path tree;
    private final Set<Path> tracked;

    private BuildProducts(Path tree, Set<Path> tracked) {
        this.tree = tree;
        this.tracked = tracked;
    }

    static BuildProducts of(Path tree) {
        return new BuildProducts(tree, trackedByGit(tree));
    }

    /** Whether CMake or Meson made the folder to build in: it names the tree it was made for by its absolute path. */
    boolean isBuildFolder(Path folder) {
        return Files.exists(folder.resolve("CMakeCache.txt"))
                || Files.isDirectory(folder.resolve("meson-private"))
                || folder.getFileName().toString().equals("CMakeFiles")
                        && folder.getParent().equals(tree);
    }

    boolean isProduct(Path file) throws IOException {
        if (tracked.contains(file)) {
            return false;
        }
        String name = file.getFileName().toString();
        if (file.getParent().equals(tree) && name.equals("CMakeCache.txt")) {
            return true;
        }
        if (OBJECTS.stream().noneMatch(name::endsWith)) {
            return false;
        }
        byte[] head = head(file);
        return startsWith(head, ELF)
                || startsWith(head, "!<arch>\n".getBytes(StandardCharsets.US_ASCII))
                || startsWith(head, "!<thin>\n".getBytes(StandardCharsets.US_ASCII))
                || startsWith(head, "gpch".getBytes(StandardCharsets.US_ASCII))
                || name.endsWith(".lo")
                || name.endsWith(".la");
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }

    private static boolean startsWith(byte[] head, byte[] wanted) {
        return head.length >= wanted.length
                && java.util.Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
    }

    private static Set<Path> trackedByGit(Path tree) {
        if (!Files.exists(tree.resolve(".git"))) {
            return Set.of();
        }
        try {
            Process git = new ProcessBuilder("git", "-C", tree.toString(), "ls-files", "-z")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            Set<Path> files = new HashSet<>();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            for (String name : names.split("\0")) {
                files.add(tree.resolve(name));
            }
            return git.waitFor() == 0 ? files : Set.of();
        } catch (IOException e) {
            // Without git the tree is judged by its files alone.
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }
}
