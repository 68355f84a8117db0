package dev.suture.manager;

import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.JournalMark;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A patch kind whose processes live in a map; its files are lines: FAKE, id, name, target and, if it is not {@code f}, the
 * function it replaces. It can be told to die as Suture would if it were killed.
 */
final class FakePlugin implements PatchPlugin, PatchReader, PatchDriver {
    /** Nobody catches it, as nobody would see a SIGKILL. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What a process has of patches. */
    private static final class Process {
        private final Map<String, PatchState> states = new TreeMap<>();
        /** Those that are active, the one on top last. */
        private final List<String> stack = new ArrayList<>();

        private Optional<String> halfDone = Optional.empty();
    }

    private final Map<Integer, Process> processes = new TreeMap<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final Map<String, Runnable> hooks = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<Integer, String> targets = new HashMap<>();
    private final Map<String, String> functions = new ConcurrentHashMap<>();
    private Optional<String> deadly = Optional.empty();

    static Path patchFile(Path folder, String id, String name, String target) throws IOException {
        return Files.write(folder.resolve(name + "-" + id.charAt(0) + ".fake"), List.of("FAKE", id, name, target));
    }

    static Path patchFile(Path folder, String id, String name, String target, String function) throws IOException {
        return Files.write(
                folder.resolve(name + "-" + id.charAt(0) + ".fake"), List.of("FAKE", id, name, target, function));
    }

    /** A process without any patch. */
    void run(int pid) {
        processes.put(pid, new Process());
    }

    /** A process that runs one target only, where others run any. */
    void run(int pid, String target) {
        run(pid);
        targets.put(pid, target);
    }

    void end(int pid) {
        processes.remove(pid);
    }

    Set<Integer> pids() {
        return processes.keySet();
    }

    /** Of the one patch that it has anything of. */
    PatchState state(int pid) {
        return processes.get(pid).states.values().stream().findFirst().orElse(PatchState.NOT_APPLIED);
    }

    PatchState state(String id, int pid) {
        return processes.get(pid).states.getOrDefault(id, PatchState.NOT_APPLIED);
    }

    /** The active patches of a process, the one on top last. */
    List<String> stack(int pid) {
        return List.copyOf(processes.get(pid).stack);
    }

    /** What a call that died left undone in a process. */
    Optional<String> halfDone(int pid) {
        return processes.get(pid).halfDone;
    }

    /** Makes a call such as {@code active 2} fail. */
    void fail(String call, RuntimeException failure) {
        failures.put(call, failure);
    }

    /** Makes no call fail any more. */
    void work() {
        failures.clear();
    }

    /** Makes a call die when it has done half of its work; once. */
    void die(String call) {
        deadly = Optional.of(call);
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
        String function = lines.size() > 4 ? lines.get(4) : "f";
        functions.put(lines.get(1), function);
        return new PatchInfo(
                lines.get(1),
                lines.get(2),
                "fake",
                "x86_64",
                lines.get(3),
                "abcd",
                List.of(new PatchInfo.PatchedFunction(function, 0x1000 + 0x100L * (function.charAt(0) - 'f'), 20, 30)));
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
        Process process = process(pid);
        return process.halfDone.isPresent() && process.states.containsKey(id(patchFile))
                ? PatchState.UNKNOWN
                : state(id(patchFile), pid);
    }

    private Process process(int pid) {
        if (!processes.containsKey(pid)) {
            throw new PatchException(PatchException.Kind.TROUBLE, "process-gone", "Process ended.", "Start it.");
        }
        return processes.get(pid);
    }

    private String id(Path patchFile) {
        return lines(patchFile).get(1);
    }

    @Override
    public List<String> overriddenBy(Path patchFile, int pid) {
        List<String> stack = process(pid).stack;
        int mine = stack.indexOf(id(patchFile));
        return mine < 0
                ? List.of()
                : stack.subList(mine + 1, stack.size()).reversed().stream()
                        .filter(id -> functions.get(id).equals(functions.get(id(patchFile))))
                        .toList();
    }

    @Override
    public List<PreflightCheck> check(Path patchFile, int pid) {
        call("check " + pid);
        return List.of(PreflightCheck.passed("function-too-small", "size of each function", "f has 20 bytes"));
    }

    @Override
    public ChangeReport load(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("load", patchFile, pid, PatchState.NOT_APPLIED, PatchState.DEACTIVED, options);
    }

    @Override
    public ChangeReport active(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("active", patchFile, pid, PatchState.DEACTIVED, PatchState.ACTIVED, options);
    }

    @Override
    public ChangeReport deactive(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return change("deactive", patchFile, pid, PatchState.ACTIVED, PatchState.DEACTIVED, options);
    }

    @Override
    public ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress) {
        PatchState from = state(id(patchFile), pid);
        if (from == PatchState.NOT_APPLIED) {
            throw new IllegalStateException("remove of nothing");
        }
        return change("remove", patchFile, pid, from, PatchState.NOT_APPLIED, options);
    }

    private ChangeReport change(
            String step, Path patchFile, int pid, PatchState from, PatchState to, DriverOptions options) {
        String call = step + " " + pid;
        call(call);
        calls.add(call);
        if (state(id(patchFile), pid) != from) {
            throw new IllegalStateException("%s from %s".formatted(step, state(id(patchFile), pid)));
        }
        options.journal().mark(new JournalMark(step, 0x1000L * pid, 4096, id(patchFile)));
        if (deadly.filter(call::equals).isPresent()) {
            deadly = Optional.empty();
            process(pid).states.put(id(patchFile), from);
            process(pid).halfDone = Optional.of(call);
            throw new Killed();
        }
        return set(patchFile, pid, to, step);
    }

    private ChangeReport set(Path patchFile, int pid, PatchState to, String step) {
        String id = id(patchFile);
        Process process = process(pid);
        process.stack.remove(id);
        if (to == PatchState.NOT_APPLIED) {
            process.states.remove(id);
        } else {
            process.states.put(id, to);
        }
        if (to == PatchState.ACTIVED) {
            process.stack.add(id);
        }
        return new ChangeReport(
                pid,
                to,
                List.of(new ChangeReport.Step(step, Duration.ofMillis(1))),
                Duration.ofMillis(2),
                Duration.ofMillis(3),
                4,
                5);
    }

    @Override
    public ChangeReport recover(
            Path patchFile,
            int pid,
            List<JournalMark> marks,
            PatchState goal,
            DriverOptions options,
            Progress progress) {
        String call = "recover " + pid;
        call(call);
        calls.add("%s to %s by %s"
                .formatted(call, goal, marks.stream().map(JournalMark::step).toList()));
        if (deadly.filter(call::equals).isPresent()) {
            deadly = Optional.empty();
            throw new Killed();
        }
        process(pid).halfDone = Optional.empty();
        return set(patchFile, pid, goal, "recover");
    }

    private void call(String call) {
        hooks.getOrDefault(call, () -> {}).run();
        if (failures.containsKey(call)) {
            throw failures.get(call);
        }
    }
}
