package dev.suture.workbench.deploy;

import dev.suture.manager.Outcome;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.Plugins;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Deploys on this machine, by the patch manager that the command line uses too. */
public final class ManagerDeployService implements DeployService {
    private static final String KIND = "upatch";

    private final Path store;
    private Optional<PatchManager> manager = Optional.empty();

    /** @param store the folder patches are kept in; nothing is read or made yet */
    public ManagerDeployService(Path store) {
        this.store = store;
    }

    /** Plugins are searched on the first use, which is on a background thread. */
    private synchronized PatchManager manager() {
        PatchManager open = manager.orElseGet(() -> PatchManager.open(store, Plugins.find()));
        manager = Optional.of(open);
        return open;
    }

    /** @throws PatchException also if the replaced patch is still in a process (REFUSED) */
    @Override
    public StoredPatch build(PatchOrder order, Optional<StoredPatch> replaced, Progress progress) {
        replaced.ifPresent(manager()::forget);
        try {
            Path folder = Files.createTempDirectory("suture-build-");
            try {
                Path output = folder.resolve(order.name() + "." + KIND);
                BuildRequest request = new BuildRequest(
                        order.name(), order.base(), order.patched(), order.target(), Optional.empty(), output);
                return manager().add(manager().build(KIND, request, progress).file());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store has its own copy by now. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Override
    public PatchStatus status(StoredPatch patch) {
        return manager().status(patch);
    }

    @Override
    public Outcome change(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
        DriverOptions options = DriverOptions.DEFAULT;
        return switch (action) {
            case APPLY -> manager().apply(patch, pids, options, progress);
            case ACTIVE -> manager().active(patch, pids, options, progress);
            case DEACTIVE -> manager().deactive(patch, pids, options, progress);
            case REMOVE -> manager().remove(patch, pids, options, progress);
        };
    }
}
