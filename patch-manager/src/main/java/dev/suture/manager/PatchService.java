package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps and deploys patches on one machine. Patches are named by identifiers, arguments and results are plain values, and
 * paths are absolute, so that it may run in another process than who asks. Patches are built, and files read, elsewhere:
 * {@link PatchFiles}.
 *
 * <p>All methods throw {@link PatchException}: REFUSED where a rule forbids it, BUSY where a function or a process is in use,
 * TROUBLE otherwise. The states it tells come from the processes each time, never from memory.
 *
 * <p>An <em>identifier</em> is, of a patch, a UUID or its first 8 or more characters, NAME, TARGET/NAME, or the absolute path
 * of a patch file; of a package, its UUID or the first characters of it, NAME, NAME-VERSION-RELEASE, or the absolute path of
 * an archive or folder. It means one patch, or all of a package.
 */
public interface PatchService {
    /** All usable patches of the store, in the order they were added. */
    List<StoredPatch> list();

    /** The installed patches that the store does not have. */
    List<StoredPatch> installedOnly();

    /** The usable packages that are installed on this machine, whether the store has their patches or not. */
    List<InstalledPackage> installed();

    /** What is wrong with entries of the store that {@link #list()} leaves out, and with installed packages. */
    List<StoreProblem> problems();

    /** What is wanted of patches, in the order they were made active; those never applied are not among them. */
    List<WantedState> wanted();

    /** The patches somebody means, among what is in the store or installed; adds nothing and is empty if there is none. */
    List<StoredPatch> known(String identifier);

    /**
     * The patches somebody means. Those the store does not have yet are added.
     *
     * @param key if given, only a package with a signature that fits it will do
     */
    List<StoredPatch> find(String identifier, Optional<PackageKey> key);

    /**
     * Takes a copy of a patch file into the store. Adding the same patch again changes nothing.
     *
     * @throws PatchException also if another patch has the same TARGET/NAME (REFUSED)
     */
    StoredPatch add(Path patchFile);

    /**
     * Checks a whole package, then takes its hot patches into the store: all of them or none.
     *
     * @param source a package, as an archive or a folder
     * @param key if given, the package must carry a signature that fits it
     * @return the patches in the order of the package
     * @throws PatchException also if another patch has the same TARGET/NAME (REFUSED)
     */
    List<StoredPatch> addPackage(Path source, Optional<PackageKey> key);

    /**
     * Takes one patch out of the store; refused while a process has it.
     *
     * @param dryRun only says what it would take out, or refuses
     */
    StoredPatch forget(String identifier, boolean dryRun);

    /** The running processes of one patch's target, by pid. */
    List<TargetProcess> processes(String identifier);

    /**
     * How patches stand in each process of their targets, read from the processes. Adds nothing to the store.
     *
     * @param identifier of a patch or package that is stored or installed; all if empty
     */
    StatusReport status(Optional<String> identifier);

    /**
     * The ELFs that patches are for.
     *
     * @param identifier as for {@link #status}
     */
    List<TargetReport> targets(Optional<String> identifier);

    /**
     * Checks all that can be checked before patches are applied, without stopping or changing anything.
     *
     * @param request what would be asked for; its action is APPLY
     */
    List<CheckReport> check(ChangeRequest request, Progress progress);

    /** The steps that {@link #change} would make now; nothing is changed, or refused as there. */
    List<PlannedStep> plan(ChangeRequest request);

    /**
     * Changes processes, with one patch or all of a package: all of them or none. Where one fails, those done before go back
     * in reverse order.
     *
     * @return one for each patch that changed a process
     */
    List<Outcome> change(ChangeRequest request, Progress progress);

    /** The steps that {@link #sweep} would make now. */
    List<PlannedStep> planSweep(Sweep sweep, Set<Integer> pids);

    /**
     * Brings processes to the states that are wanted.
     *
     * @param pids the processes; empty means all
     * @param timeout as in a {@link ChangeRequest}
     */
    SweepReport sweep(Sweep sweep, Set<Integer> pids, Duration timeout, Progress progress);

    /**
     * Writes down the states of all patches.
     *
     * @param dryRun only says what it would write
     */
    SavedStates save(boolean dryRun);

    /**
     * Finishes or undoes changes that were cut off, by the death of Suture or of the machine.
     *
     * @param dryRun only says what it would do
     * @param timeout as in a {@link ChangeRequest}
     */
    RecoveryReport recover(boolean dryRun, Duration timeout, Progress progress);

    /**
     * What was done with the patches of the store, by whomever: changes that were asked for, whether they succeeded or not, and
     * what sweeps and recoveries changed.
     *
     * @param count how many at most
     * @return the latest first
     */
    List<HistoryEntry> history(int count);
}
