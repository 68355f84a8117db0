package dev.suture.workbench.deploy;

import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchManager;
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
import java.util.stream.Stream;

/** Deploys on this machine, by the patch manager that the command line uses too. */
public final class ManagerDeployService implements DeployService {
    private static final String KIND = "upatch";

    private final Path store;
    private Optional<Service> service = Optional.empty();

    /** What is open once it was used. */
    private record Service(PatchFiles files, PatchService patches) {}

    /** @param store the folder patches are kept in; nothing is read or made yet */
    public ManagerDeployService(Path store) {
        this.store = store;
    }

    /** Plugins are searched on the first use, which is on a background thread. */
    private synchronized Service service() {
        Service open = service.orElseGet(() -> {
            List<PatchPlugin> plugins = Plugins.find();
            return new Service(new PatchFiles(plugins), PatchManager.open(store, plugins));
        });
        service = Optional.of(open);
        return open;
    }

    /** @throws PatchException also if the replaced patch is still in a process (REFUSED) */
    @Override
    public StoredPatch build(PatchOrder order, Optional<StoredPatch> replaced, Progress progress) {
        replaced.ifPresent(p -> service().patches().forget(p.info().id(), false));
        try {
            Path folder = Files.createTempDirectory("suture-build-");
            try {
                Path output = folder.resolve(order.name() + "." + KIND);
                BuildRequest request = new BuildRequest(
                        order.name(), order.base(), order.patched(), order.target(), Optional.empty(), output);
                return service()
                        .patches()
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
        return service()
                .patches()
                .status(Optional.of(patch.info().id()))
                .patches()
                .getFirst();
    }

    @Override
    public Outcome change(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
        ChangeRequest request =
                ChangeRequest.of(action.asked(), patch.info().id()).on(pids);
        return service().patches().change(request, progress).getFirst();
    }
}
