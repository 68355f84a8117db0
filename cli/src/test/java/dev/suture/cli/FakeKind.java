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
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A patch kind with one imaginary process, 4711; any file is its patch {@code service/fix}. */
final class FakeKind implements PatchPlugin, PatchReader, PatchDriver {
    static final String ID = "11111111-0000-4000-8000-000000000001";

    final List<Duration> timeouts = new ArrayList<>();
    Optional<PatchException> failure = Optional.empty();
    private PatchState state = PatchState.NOT_APPLIED;

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
        return List.of(new TargetProcess(4711, "service -w 4", 4, "/opt/service"));
    }

    @Override
    public PatchState status(Path patchFile, int pid) {
        return state;
    }

    @Override
    public ChangeReport load(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("map the patch", PatchState.DEACTIVED, options, Duration.ZERO, 0);
    }

    @Override
    public ChangeReport active(Path patchFile, int pid, DriverOptions options, Progress progress) {
        failure.ifPresent(f -> {
            throw f;
        });
        return change("write the jumps", PatchState.ACTIVED, options, Duration.ofNanos(312_000), 23);
    }

    @Override
    public ChangeReport deactive(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("put the bytes back", PatchState.DEACTIVED, options, Duration.ofNanos(200_000), 20);
    }

    @Override
    public ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("unmap the patch", PatchState.NOT_APPLIED, options, Duration.ZERO, 0);
    }

    private ChangeReport change(String step, PatchState to, DriverOptions options, Duration frozen, int calls) {
        timeouts.add(options.timeout());
        state = to;
        return new ChangeReport(
                4711,
                to,
                List.of(new ChangeReport.Step(step, Duration.ofMillis(12))),
                frozen,
                Duration.ZERO,
                calls == 0 ? 0 : 4,
                calls);
    }
}
