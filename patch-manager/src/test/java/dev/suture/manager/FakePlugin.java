package dev.suture.manager;

import dev.suture.plugin.BuildRequest;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A patch kind whose processes live in a map; its files are three lines: id, name, target. */
final class FakePlugin implements PatchPlugin, PatchReader, PatchDriver {
    private final Map<Integer, PatchState> processes = new TreeMap<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final Map<String, Runnable> hooks = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<Integer, String> targets = new HashMap<>();

    static Path patchFile(Path folder, String id, String name, String target) throws IOException {
        return Files.write(folder.resolve(name + "-" + id.charAt(0) + ".fake"), List.of("FAKE", id, name, target));
    }

    void run(int pid, PatchState state) {
        processes.put(pid, state);
    }

    /** A process that runs one target only, where others run any. */
    void run(int pid, PatchState state, String target) {
        run(pid, state);
        targets.put(pid, target);
    }

    void end(int pid) {
        processes.remove(pid);
    }

    PatchState state(int pid) {
        return processes.get(pid);
    }

    /** Makes a call such as {@code active 2} fail. */
    void fail(String call, RuntimeException failure) {
        failures.put(call, failure);
    }

    /** Runs something just before a call. */
    void before(String call, Runnable hook) {
        hooks.put(call, hook);
    }

    List<String> calls() {
        return calls;
    }

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
        return (BuildRequest request, Progress progress) -> {
            throw new UnsupportedOperationException("the tests build nothing");
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
        return lines(file).getFirst().equals("FAKE");
    }

    @Override
    public PatchInfo read(Path file) {
        List<String> lines = lines(file);
        return new PatchInfo(
                lines.get(1),
                lines.get(2),
                "fake",
                "x86_64",
                lines.get(3),
                "abcd",
                List.of(new PatchInfo.PatchedFunction("f", 0x1000, 20, 30)));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<TargetProcess> processes(PatchInfo patch) {
        return processes.keySet().stream()
                .filter(pid -> targets.getOrDefault(pid, patch.targetName()).equals(patch.targetName()))
                .map(pid -> new TargetProcess(pid, "service " + pid, 1, "/opt/service"))
                .toList();
    }

    @Override
    public PatchState status(Path patchFile, int pid) {
        call("status " + pid);
        if (!processes.containsKey(pid)) {
            throw new PatchException(PatchException.Kind.TROUBLE, "process-gone", "Process ended.", "Start it.");
        }
        return processes.get(pid);
    }

    @Override
    public ChangeReport load(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("load", pid, PatchState.NOT_APPLIED, PatchState.DEACTIVED);
    }

    @Override
    public ChangeReport active(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("active", pid, PatchState.DEACTIVED, PatchState.ACTIVED);
    }

    @Override
    public ChangeReport deactive(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("deactive", pid, PatchState.ACTIVED, PatchState.DEACTIVED);
    }

    @Override
    public ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("remove", pid, PatchState.DEACTIVED, PatchState.NOT_APPLIED);
    }

    private ChangeReport change(String step, int pid, PatchState from, PatchState to) {
        call(step + " " + pid);
        calls.add(step + " " + pid);
        if (processes.get(pid) != from) {
            throw new IllegalStateException("%s from %s".formatted(step, processes.get(pid)));
        }
        processes.put(pid, to);
        return new ChangeReport(
                pid,
                to,
                List.of(new ChangeReport.Step(step, Duration.ofMillis(1))),
                Duration.ofMillis(2),
                Duration.ofMillis(3),
                4,
                5);
    }

    private void call(String call) {
        hooks.getOrDefault(call, () -> {}).run();
        if (failures.containsKey(call)) {
            throw failures.get(call);
        }
    }
}
