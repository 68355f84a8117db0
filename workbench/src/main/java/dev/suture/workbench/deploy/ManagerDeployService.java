package dev.suture.workbench.deploy;

import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchService;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.Plugins;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Deploys on this machine, by the patch service that the command line uses too. Where this user may not change a process, root's
 * agent is asked for it, if the user is let in; from then on it is asked first.
 */
public final class ManagerDeployService implements DeployService {
    private static final String KIND = "upatch";
    private static final String NO_PERMISSION = "no-permission";

    private final Supplier<List<PatchPlugin>> plugins;
    private final Function<List<PatchPlugin>, PatchAccess> access;
    private Optional<Service> service = Optional.empty();
    private boolean elevated;

    /** What is open once it was used. */
    private record Service(PatchFiles files, PatchAccess access) {}

    /** @param store the folder patches are kept in; nothing is read or made yet */
    public ManagerDeployService(Path store) {
        this(Plugins::find, plugins -> PatchAccess.of(store, plugins));
    }

    ManagerDeployService(Supplier<List<PatchPlugin>> plugins, Function<List<PatchPlugin>, PatchAccess> access) {
        this.plugins = plugins;
        this.access = access;
    }

    /** Plugins are searched on the first use, which is on a background thread. */
    private synchronized Service service() {
        Service open = service.orElseGet(() -> {
            List<PatchPlugin> found = plugins.get();
            return new Service(new PatchFiles(found), access.apply(found));
        });
        service = Optional.of(open);
        return open;
    }

    private synchronized PatchService patches() {
        PatchAccess ways = service().access();
        return elevated ? ways.elevated().orElseThrow() : ways.own();
    }

    private synchronized void elevate() {
        elevated = true;
    }

    /** @throws PatchException also if the replaced patch is still in a process (REFUSED) */
    @Override
    public StoredPatch build(PatchOrder order, Optional<StoredPatch> replaced, Progress progress) {
        replaced.ifPresent(p -> patches().forget(p.info().id(), false));
        try {
            Path folder = Files.createTempDirectory("suture-build-");
            try {
                Path output = folder.resolve(order.name() + "." + KIND);
                BuildRequest request = new BuildRequest(
                        order.name(), order.base(), order.patched(), order.target(), Optional.empty(), output);
                return patches()
                        .add(service().files().build(KIND, request, progress).file());
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
        return patches().status(Optional.of(patch.info().id())).patches().getFirst();
    }

    @Override
    public Outcome change(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
        try {
            return change(patches(), action, patch, pids, progress);
        } catch (PatchException e) {
            Optional<PatchService> root = service().access().elevated().filter(r -> e.id().equals(NO_PERMISSION));
            if (root.isEmpty()) {
                throw e;
            }
            progress.step(e.getMessage() + " Asking for the rights of root");
            root.get().add(patch.file());
            elevate();
            return change(root.get(), action, patch, pids, progress);
        }
    }

    private static Outcome change(
            PatchService patches, DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
        ChangeRequest request =
                ChangeRequest.of(action.asked(), patch.info().id()).on(pids);
        return patches.change(request, progress).getFirst();
    }
}
