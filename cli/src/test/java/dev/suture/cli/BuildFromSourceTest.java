package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source options of {@code suture build}. */
class BuildFromSourceTest {
    @TempDir
    Path folder;

    private CommandRun build(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("build", "-o", folder.resolve("fix.upatch").toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(
                folder.resolve("store"),
                List.of(new dev.suture.upatch.UpatchPlugin()),
                Optional.empty(),
                all.toArray(String[]::new));
    }

    @Test
    void oneSourceIsAskedFor() {
        assertThat(build().err()).contains("--source", "--deb", "--srpm", "--base");
        assertThat(build("--source", "a", "--base", "b").exitCode()).isEqualTo(2);
        assertThat(build("--source", "a", "--deb", "b", "--patch", "c").err()).contains("Give one of");
        assertThat(build("--source", "a").err()).contains("--patch");
        assertThat(build("--base", "a", "--target", "b").err()).contains("--patched");
        assertThat(build("--source", "a", "--patch", "b", "--trace", "magic").err())
                .contains("path, mount");
    }

    @Test
    void aTreeIsBuiltAndTheStepsAreTold() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        String code = "int sum(int a) { return a * 3 + 7; }\nint main(int c, char **v) { (void) v; return sum(c); }\n";
        Files.writeString(tree.resolve("sum.c"), code);
        Path patch = Files.writeString(folder.resolve("sum.patch"), """
                --- a/sum.c
                +++ b/sum.c
                @@ -1,2 +1,2 @@
                -int sum(int a) { return a * 3 + 7; }
                +int sum(int a) { return a * 3 + 8; }
                 int main(int c, char **v) { (void) v; return sum(c); }
                """);
        CommandRun run = build(
                "--source",
                tree.toString(),
                "--patch",
                patch.toString(),
                "--build-command",
                "gcc -O1 -c sum.c && gcc -Wl,--build-id -o sum sum.o",
                "--work",
                folder.resolve("work").toString());
        assertThat(run.err())
                .contains("Copying", "Trying the source patches", "Building the base", "Making a hot patch");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("replaces sum", "base build", "1 that the patches touch");
        assertThat(folder.resolve("fix.upatch")).isNotEmptyFile();
        assertThat(tree.toFile().list()).containsExactly("sum.c");

        CommandRun homeless =
                build("--source", tree.toString(), "--patch", patch.toString(), "--build-command", "gcc -c sum.c");
        assertThat(homeless.exitCode()).isEqualTo(2);
        assertThat(homeless.err()).contains("No target is named", "--target", "--work");

        Files.writeString(patch, Files.readString(patch).replace("+ 7", "+ 6"));
        CommandRun wrong = build(
                "--source",
                tree.toString(),
                "--patch",
                patch.toString(),
                "--build-command",
                "true",
                "--work",
                folder.resolve("other").toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("sum.patch does not apply", "sum.c: hunk 1", "  → ");
    }
}
