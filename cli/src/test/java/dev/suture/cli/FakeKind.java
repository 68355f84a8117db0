package dev.suture.cli;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchReader;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A patch kind with one imaginary process, 4711, unless others are added; any file is its patch {@code service/fix}. */
final class FakeKind implements PatchPlugin, PatchReader, PatchDriver {
    static final String ID = "11111111-0000-4000-8000-000000000001";

    final List<Duration> timeouts = new ArrayList<>();
    Optional<PatchException> failure = Optional.empty();
    /** Thrown in the middle of an active, as if Suture were killed. */
    Optional<Error> death = Optional.empty();

    /** The processes, and how the patch stands in each. */
    final Map<Integer, PatchState> processes = new TreeMap<>(Map.of(4711, PatchState.NOT_APPLIED));

    boolean small;

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public String description() {
        return "patches of an imaginary machine";
    }

    @Override
    public int apiVersion() {
        return API_VERSION;
    }

    @Override
    public PatchBuilder builder() {
        return (request, progress) -> {
            throw failure.orElseThrow();
        };
    }

    @Override
    public PatchReader reader() {
        return this;
    }

    @Override
    public PatchDriver driver() {
        return this;
    }

    @Override
    public boolean recognises(Path file) {
        return true;
    }

    @Override
    public PatchInfo read(Path file) {
        return new PatchInfo(
                ID,
                "fix",
                "fake",
                "x86_64",
                "service",
                "abcd",
                List.of(new PatchInfo.PatchedFunction("check", 0x1000, 20, 30)));
    }

    @Override
    public List<TargetProcess> processes(PatchInfo patch) {
        return processes.keySet().stream()
                .map(pid -> new TargetProcess(pid, "service -w 4", 4, "/opt/service"))
                .toList();
    }

    @Override
    public PatchState status(Path patchFile, int pid) {
        return processes.get(pid);
    }

    @Override
    public List<PreflightCheck> check(Path patchFile, int pid) {
        return List.of(
                PreflightCheck.passed("build-id-mismatch", "the build-id is the patch's", "abcd"),
                small
                        ? PreflightCheck.failed(
                                "function-too-small",
                                "the functions are long enough",
                                "check has 3 bytes",
                                "Patch its callers.")
                        : PreflightCheck.passed("function-too-small", "the functions are long enough", ""),
                PreflightCheck.skipped("not-allowed", "the process may be traced", "nobody asked the kernel"));
    }

    @Override
    public ChangeReport load(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change(pid, "map the patch", PatchState.DEACTIVED, options, Duration.ZERO, 0);
    }

    @Override
    public ChangeReport active(Path patchFile, int pid, DriverOptions options, Progress progress) {
        failure.ifPresent(f -> {
            throw f;
        });
        death.ifPresent(d -> {
            throw d;
        });
        return change(pid, "write the jumps", PatchState.ACTIVED, options, Duration.ofNanos(312_000), 23);
    }

    @Override
    public ChangeReport deactive(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change(pid, "put the bytes back", PatchState.DEACTIVED, options, Duration.ofNanos(200_000), 20);
    }

    @Override
    public ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change(pid, "unmap the patch", PatchState.NOT_APPLIED, options, Duration.ZERO, 0);
    }

    private ChangeReport change(
            int pid, String step, PatchState to, DriverOptions options, Duration frozen, int calls) {
        timeouts.add(options.timeout());
        processes.put(pid, to);
        return new ChangeReport(
                pid,
                to,
                List.of(new ChangeReport.Step(step, Duration.ofMillis(12))),
                frozen,
                Duration.ZERO,
                calls == 0 ? 0 : 4,
                calls);
    }
}
