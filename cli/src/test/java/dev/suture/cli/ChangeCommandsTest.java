package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.manager.WindowLauncher;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeCommandsTest {
    @TempDir
    Path folder;

    private final FakeKind kind = new FakeKind();
    private String file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("fix.fake"), "a patch").toString();
    }

    private CommandRun run(String... args) {
        return CommandRun.of(folder.resolve("store"), List.of(kind), Optional.empty(), args);
    }

    @Test
    void appliesAFileAndTellsTheFreezeInOneLine() {
        CommandRun run = run("apply", file, "--timeout", "500ms");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "service/fix is ACTIVED (1 process changed)",
                        "  process 4711 is ACTIVED",
                        "    map the patch       12 ms",
                        "    write the jumps     12 ms",
                        "    frozen 0.31 ms (4 threads, 23 ptrace calls), waited 0 ms");
        assertThat(kind.timeouts).containsOnly(Duration.ofMillis(500));
    }

    @Test
    void followsTheLifeCycleByName() {
        run("apply", file);
        assertThat(run("deactive", "fix").out()).startsWith("service/fix is DEACTIVED");
        assertThat(run("active", "service/fix").out()).startsWith("service/fix is ACTIVED");
        assertThat(run("forget", "fix").exitCode()).isEqualTo(3);
        assertThat(run("remove", FakeKind.ID, "--pid", "4711").out()).startsWith("service/fix is NOT-APPLIED");
        assertThat(run("forget", "11111111").exitCode()).isZero();
        assertThat(run("list").out()).isEqualTo("The store has no patches.\n");
    }

    @Test
    void refusalsAndBusyTargetsHaveExitCodesOfTheirOwn() {
        run("apply", file);
        CommandRun twice = run("apply", "fix");
        assertThat(twice.exitCode()).isEqualTo(3);
        assertThat(twice.err())
                .startsWith("suture: Patch service/fix is already applied")
                .contains("\n  → ");
        assertThat(run("remove", "fix", "--pid", "1").exitCode()).isEqualTo(3);
        run("remove", "fix");

        kind.failure = Optional.of(
                new PatchException(Kind.BUSY, "function-busy", "Thread 4712 is in check.", "Try again later."));
        CommandRun busy = run("apply", "fix");
        assertThat(busy.exitCode()).isEqualTo(4);
        assertThat(busy.err())
                .isEqualTo("suture: Process 4711 (service -w 4): Thread 4712 is in check.\n  → Try again later.\n");
        assertThat(run("status", "fix").out()).contains("NOT-APPLIED");
        assertThat(run("apply", "nothing").exitCode()).isEqualTo(2);
    }

    @Test
    void failuresThatNobodyExpectedAreToldAsSuch() {
        kind.failure = Optional.of(new PatchException(Kind.TROUBLE, "x", "It broke.", "Mend it."));
        kind.failure.get().addSuppressed(new IllegalStateException("and more"));
        CommandRun run =
                run("build", "--kind", "fake", "--base", "b", "--patched", "p", "--target", "t", "-o", "out.fake");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("suture: It broke.\n  also: Unexpected failure: java.lang.IllegalStateException: and more\n"
                        + "  → Mend it.\n");
    }

    @Test
    void aRefusedBuildPrintsAllFindings() throws Exception {
        Path base = Compiler.object(folder.resolve("base/a.o"), "int limit = 5; int f(void) { return limit; }");
        Path patched = Compiler.object(folder.resolve("patched/a.o"), "int limit = 6; int f(void) { return limit; }");
        kind.failure =
                Optional.of(new PatchException(Kind.REFUSED, "not-patchable", "A rule forbids it.", "See above."));
        CommandRun run = run(
                "build",
                "--kind",
                "fake",
                "--base",
                base.toString(),
                "--patched",
                patched.toString(),
                "--target",
                "t",
                "-o",
                "out.fake");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("! BLOCKER data-changed")
                .contains("limit")
                .contains("suture: A rule forbids it.");
    }

    @Test
    void statusAndListSpeakJson() throws Exception {
        run("apply", file);
        JsonNode status = new ObjectMapper().readTree(run("status", "--json").out());
        assertThat(status.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(status.at("/patches/0/label").asText()).isEqualTo("service/fix");
        assertThat(status.at("/patches/0/state").asText()).isEqualTo("ACTIVED");
        assertThat(status.at("/patches/0/processes/0/pid").asInt()).isEqualTo(4711);
        JsonNode list = new ObjectMapper().readTree(run("list", "--json").out());
        assertThat(list.at("/patches/0/id").asText()).isEqualTo(FakeKind.ID);
        assertThat(list.at("/patches/0/functions/0/name").asText()).isEqualTo("check");
        assertThat(list.path("problems").isEmpty()).isTrue();
    }

    @Test
    void aBrokenStoreEntryIsToldBesidesTheOthers() throws Exception {
        run("apply", file);
        Path broken = Files.createDirectories(folder.resolve("store/patches/22222222-0000-4000-8000-000000000002"));
        Files.writeString(broken.resolve("patch.json"), "{");
        CommandRun run = run("status");
        assertThat(run.out()).contains("service/fix").contains("4711");
        assertThat(run.err()).contains(broken.toString()).contains("→");
        assertThat(new ObjectMapper()
                        .readTree(run("list", "--json").out())
                        .at("/problems/0/folder")
                        .asText())
                .isEqualTo(broken.toString());
    }

    @Test
    void opensTheWindowIfThereIsOne() throws Exception {
        CommandRun none = run("open", file, file);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no window");

        List<WindowLauncher.Request> requests = new ArrayList<>();
        assertThat(open(true, requests, file).exitCode()).isEqualTo(7);
        assertThat(requests).containsExactly(new WindowLauncher.Request.Review(Path.of(file), Path.of(file)));

        CommandRun blind = open(false, requests, file);
        assertThat(blind.exitCode()).isEqualTo(2);
        assertThat(blind.err()).contains("no display").contains("suture demo --terminal");

        assertThat(open(true, requests, folder + "/missing").err()).contains("missing");
        assertThat(requests).hasSize(1);
    }

    private CommandRun open(boolean display, List<WindowLauncher.Request> requests, String path) {
        WindowLauncher window = new WindowLauncher() {
            @Override
            public boolean hasDisplay() {
                return display;
            }

            @Override
            public int open(Request request) {
                requests.add(request);
                return 7;
            }
        };
        return CommandRun.of(folder.resolve("store"), List.of(kind), Optional.of(window), "open", path, path);
    }
}
