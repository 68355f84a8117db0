package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the space runs out it is said, nothing half-written is left, and with more room the work goes on. */
class NoSpaceTest {
    private static final int PAGE = 4;

    @TempDir
    Path folder;

    private ShopSource shop;

    @BeforeEach
    void write() throws Exception {
        shop = new ShopSource(folder);
        shop.patch("price.c", "+ limit", "+ limit * 2");
    }

    private Path built(Path output, Path work) {
        CommandRun run = shop.run(shop.build(output, work));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return output;
    }

    private static List<Path> in(Path place) throws Exception {
        try (var files = Files.list(place)) {
            return files.toList();
        }
    }

    /** From almost no space upwards, so that it runs out at one point of the build after the other. */
    @Test
    void aWorkFolderThatFillsUpIsGoneOnWith() throws Exception {
        Path whole = built(folder.resolve("whole.tar.zst"), folder.resolve("work"));
        Path output = folder.resolve("out/whole.tar.zst");
        int failures = 0;
        try (SmallFileSystem small = new SmallFileSystem(folder.resolve("small"), 2 * PAGE)) {
            Path work = small.place().resolve("work");
            CommandRun run = shop.run(shop.build(output, work));
            for (int pages = 5; run.exitCode() != 0; pages += 13) {
                assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
                assertThat(run.err()).contains("There is no space left", "  → Make room, or name a");
                assertThat(output.getParent()).doesNotExist();
                failures++;
                assertThat(pages).as(run.err()).isLessThan(400);
                small.growTo(pages * PAGE);
                run = shop.run(shop.build(output, work));
            }
        }
        assertThat(failures).isGreaterThan(3);
        assertThat(output).hasSameBinaryContentAs(whole);
    }

    @Test
    void anOutputThatDoesNotFitLeavesNothing() throws Exception {
        built(folder.resolve("whole/"), folder.resolve("work"));
        try (SmallFileSystem small = new SmallFileSystem(folder.resolve("small"), PAGE)) {
            Path earlier = Files.writeString(small.place().resolve("fix.tar.zst"), "earlier");
            for (String output : List.of("fix.tar.zst", "folder/")) {
                List<String> arguments = shop.build(small.place(), folder.resolve("work"));
                arguments.set(arguments.indexOf("-o") + 1, small.place() + "/" + output);
                CommandRun run = shop.run(arguments);
                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(run.err())
                        .contains("The package cannot be written to ", output.replace("/", ""))
                        .contains(
                                "No space left on device", "  → Choose a folder that can be written to and has room.");
                assertThat(in(small.place())).containsExactly(earlier);
                assertThat(earlier).hasContent("earlier");
            }
            Files.delete(earlier);
            Files.write(small.place().resolve("filling"), new byte[PAGE << 10]);
            CommandRun bare = shop.run(shop.build(small.place().resolve("fix.upatch"), folder.resolve("work")));
            assertThat(bare.exitCode()).isEqualTo(2);
            assertThat(bare.err()).contains("The patch cannot be written to ", "No space left on device");
            assertThat(in(small.place())).hasSize(1);
        }
    }

    @Test
    void distributionPackagesThatDoNotFitLeaveNothing() throws Exception {
        Path whole = built(folder.resolve("whole.tar.zst"), folder.resolve("work"));
        try (SmallFileSystem small = new SmallFileSystem(folder.resolve("small"), PAGE)) {
            for (String kind : List.of("deb", "rpm")) {
                CommandRun run = shop.run(List.of(
                        "package",
                        whole.toString(),
                        "--" + kind,
                        small.place().resolve("fix." + kind).toString()));
                assertThat(run.exitCode()).as(kind + ": " + run.err()).isEqualTo(2);
                assertThat(run.err()).contains("fix." + kind, "No space left on device", "  → ");
                assertThat(in(small.place())).isEmpty();
            }
        }
    }

    @Test
    void aStoreThatIsFullKeepsWhatItHasAndTakesNoHalfPatch() throws Exception {
        FakeKind kind = new FakeKind();
        Path patch = Files.write(folder.resolve("large.fake"), new byte[6 * PAGE << 10]);
        try (SmallFileSystem small = new SmallFileSystem(folder.resolve("small"), 5 * PAGE)) {
            Path store = small.place().resolve("store");
            CommandRun apply = CommandRun.of(store, List.of(kind), Optional.empty(), "apply", patch.toString());
            assertThat(apply.exitCode()).as(apply.err()).isEqualTo(2);
            assertThat(apply.err()).contains("No space left on device", "  → ");
            CommandRun list = CommandRun.of(store, List.of(kind), Optional.empty(), "list");
            assertThat(list.err()).as("no entry of the store is broken").isEmpty();
            assertThat(list.out()).isEqualTo("The store has no patches.\n");
            small.growTo(20 * PAGE);
            assertThat(CommandRun.of(store, List.of(kind), Optional.empty(), "apply", patch.toString())
                            .exitCode())
                    .isZero();
        }
    }
}
