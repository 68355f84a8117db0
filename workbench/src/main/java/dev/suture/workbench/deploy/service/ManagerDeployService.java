package dev.suture.workbench.deploy.service;

import dev.suture.manager.ChangeRequest;
import dev.suture.manager.CheckReport;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchService;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.Plugins;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PreflightCheck;
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
    private static final int HISTORY = 100;

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
        return way(ways).patches();
    }

    private PatchAccess.Way way(PatchAccess ways) {
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
    public List<StoredPatch> open(Path file) {
        return patches().find(file.toAbsolutePath().toString(), Optional.empty());
    }

    @Override
    public synchronized NewStarts newStarts(StoredPatch patch) {
        return way(service().access()).newStarts(patch.info().targetBuildId());
    }

    @Override
    public Preview preview(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress) {
        ChangeRequest request = ChangeOrder.of(action, patch, pids).request();
        List<CheckReport> checks = action.takesIn() ? patches().check(request, progress) : List.of();
        List<PreflightCheck> general =
                checks.stream().flatMap(c -> c.checks().stream()).toList();
        List<CheckReport.ProcessChecks> processes =
                checks.stream().flatMap(c -> c.processes().stream()).toList();
        try {
            return new Preview(general, processes, patches().plan(request), Optional.empty());
        } catch (PatchException e) {
            return new Preview(general, processes, List.of(), Optional.of(e));
        }
    }

    @Override
    public List<HistoryEntry> history() {
        return patches().history(HISTORY);
    }

    @Override
    public Outcome change(ChangeOrder order, Progress progress) {
        try {
            return patches().change(order.request(), progress).getFirst();
        } catch (PatchException e) {
            Optional<PatchService> root = service()
                    .access()
                    .elevated()
                    .map(PatchAccess.Way::patches)
                    .filter(r -> e.id().equals(NO_PERMISSION));
            if (root.isEmpty()) {
                throw e;
            }
            progress.step(e.getMessage() + " Asking for the rights of root");
            root.get().add(order.patch().file());
            elevate();
            return root.get().change(order.request(), progress).getFirst();
        }
    }
}
