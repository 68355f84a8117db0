package dev.suture.manager;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A patch manager on imaginary processes, and what tests ask of it. */
final class ManagerFixture {
    static final String FIRST = "11111111-0000-4000-8000-000000000001";
    static final String SECOND = "22222222-0000-4000-8000-000000000002";
    static final String THIRD = "33333333-0000-4000-8000-000000000003";
    /** No process has such a pid (proc_sys_kernel(5): pid_max is at most 2^22), so that nobody else locks it. */
    static final int P1 = 9_000_001;

    static final int P2 = 9_000_002;
    static final int P3 = 9_000_003;
    static final Duration SHORT = Duration.ofMillis(50);

    final FakePlugin plugin = new FakePlugin();
    final FakeMachine machine = new FakeMachine();
    final Path folder;

    ManagerFixture(Path folder) {
        this.folder = folder;
    }

    /** As another run of Suture would see it. */
    PatchManager manager() {
        return new PatchManager(folder.resolve("store"), Optional.empty(), List.of(plugin), machine);
    }

    StoredPatch add(String id, String name) throws IOException {
        return manager().add(FakePlugin.patchFile(folder, id, name, "service"));
    }

    StoredPatch add(String id, String name, String function) throws IOException {
        return manager().add(FakePlugin.patchFile(folder, id, name, "service", function));
    }

    void run(int... pids) {
        for (int pid : pids) {
            machine.start(pid);
            plugin.run(pid);
        }
    }

    void end(int pid) {
        machine.end(pid);
        plugin.end(pid);
    }

    /** The machine is started again, with the same processes but none of their patches. */
    void restart(int... pids) {
        machine.restart();
        List.copyOf(plugin.pids()).forEach(plugin::end);
        run(pids);
    }

    List<Outcome> change(Action action, String identifier, Integer... pids) {
        return manager().change(request(action, identifier, pids), Progress.NONE);
    }

    static ChangeRequest request(Action action, String identifier, Integer... pids) {
        return ChangeRequest.of(action, identifier).on(Set.of(pids)).within(SHORT);
    }

    PatchStatus status(String identifier) {
        return manager().status(Optional.of(identifier)).patches().getFirst();
    }

    SweepReport sweep(Sweep sweep) {
        return manager().sweep(sweep, Set.of(), SHORT, Progress.NONE);
    }

    RecoveryReport recover() {
        return manager().recover(false, SHORT, Progress.NONE);
    }

    static PatchException refused(ThrowingCallable call) {
        return catchThrowableOfType(PatchException.class, call);
    }

    /** Runs something that dies halfway. */
    static void killed(ThrowingCallable call) {
        catchThrowableOfType(FakePlugin.Killed.class, call).getMessage();
    }

    List<Path> journals() throws IOException {
        Path journals = folder.resolve("store/journal");
        if (Files.notExists(journals)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(journals)) {
            return files.toList();
        }
    }

    /** All files of the store that say something, with their contents. */
    TreeMap<String, String> contents() throws IOException {
        TreeMap<String, String> contents = new TreeMap<>();
        Path store = folder.resolve("store");
        if (Files.notExists(store)) {
            return contents;
        }
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > 0) { // Locks are empty.
                    contents.put(store.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return contents;
    }
}
