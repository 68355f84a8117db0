package dev.suture.manager;

import dev.suture.manager.journal.Machine;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is wanted of each patch of the store. Read anew each time; written whole, while the store is locked. */
final class WantedStates {
    private final PatchStore store;
    private final Locks locks;
    private final Machine machine;

    WantedStates(PatchStore store, Locks locks, Machine machine) {
        this.store = store;
        this.locks = locks;
        this.machine = machine;
    }

    /** Of one patch; nothing is wanted of one that is not in the store, or whose record cannot be used. */
    WantedEntry of(StoredPatch patch) {
        try {
            return read(patch);
        } catch (IOException e) {
            return WantedEntry.nothing(machine.bootId());
        }
    }

    private WantedEntry read(StoredPatch patch) throws IOException {
        String boot = machine.bootId();
        Optional<byte[]> json = store.wanted(patch);
        return json.isEmpty()
                ? WantedEntry.nothing(boot)
                : WantedEntry.fromJson(json.get()).in(boot);
    }

    /** What is wanted in one process: NOT_APPLIED, DEACTIVED or ACTIVED. */
    PatchState in(WantedEntry wanted, int pid) {
        return wanted.in(pid, machine.startTicks(pid));
    }

    /** Records that cannot be used. */
    List<StoreProblem> problems() {
        List<StoreProblem> problems = new ArrayList<>();
        for (StoredPatch patch : store.read().patches()) {
            try {
                read(patch);
            } catch (IOException e) {
                problems.add(new StoreProblem(
                        patch.file().getParent(),
                        "What is wanted of %s cannot be read: %s. It counts as not applied."
                                .formatted(patch.label(), PatchStore.oneLine(e)),
                        e instanceof NewerVersionException
                                ? "Use the Suture that wrote it."
                                : "Ask for it again, e.g. `suture apply %s`.".formatted(patch.label())));
            }
        }
        return problems;
    }

    /** Of all patches of which anything is wanted, those made active first first. */
    List<WantedState> inOrder() {
        return store.read().patches().stream()
                .map(p -> toState(p, of(p)))
                .filter(w -> w.state() != PatchState.NOT_APPLIED || w.sequence() > 0)
                .sorted(Comparator.comparingLong(WantedState::sequence))
                .toList();
    }

    private static WantedState toState(StoredPatch patch, WantedEntry wanted) {
        return new WantedState(patch.id(), wanted.state(), wanted.sequence());
    }

    /** A process that was changed. */
    record Process(int pid, long startTicks) {}

    /**
     * Writes down what a change makes of it.
     *
     * @param everywhere whether the change was meant for all processes
     * @param processes those that were changed
     */
    void changed(Action action, StoredPatch patch, boolean everywhere, Collection<Process> processes) {
        try (Locks.Held _ = locks.store()) {
            WantedEntry now = writable(patch);
            long sequence = now.activeSomewhere() ? now.sequence() : highest() + 1;
            if (everywhere) {
                write(patch, everywhere(action, now, sequence));
                return;
            }
            PatchState state = switch (action) {
                case APPLY, ACTIVE, ACCEPT -> PatchState.ACTIVED;
                case DEACTIVE -> PatchState.DEACTIVED;
                case REMOVE -> PatchState.NOT_APPLIED;
            };
            WantedEntry next = now.withoutEnded(machine);
            for (Process process : processes) {
                next = next.except(process.pid(), process.startTicks(), state, sequence);
            }
            write(patch, next.activeSomewhere() ? next : next.withSequence(0));
        }
    }

    private static WantedEntry everywhere(Action action, WantedEntry now, long sequence) {
        return switch (action) {
            case APPLY, ACTIVE ->
                now.everywhere(now.state() == PatchState.ACCEPTED ? PatchState.ACCEPTED : PatchState.ACTIVED, sequence);
            case ACCEPT -> now.everywhere(PatchState.ACCEPTED, sequence);
            case DEACTIVE -> now.everywhere(PatchState.DEACTIVED, 0);
            case REMOVE -> now.everywhere(PatchState.NOT_APPLIED, 0);
        };
    }

    /** Puts back what was written down of a patch, its place in the order included. */
    void restore(StoredPatch patch, PatchState state, long sequence) {
        try (Locks.Held _ = locks.store()) {
            write(patch, writable(patch).everywhere(state, sequence));
        }
    }

    private long highest() {
        return store.read().patches().stream()
                .mapToLong(p -> of(p).sequence())
                .max()
                .orElse(0);
    }

    /** @throws PatchException (TROUBLE) if what is written down of it must not be replaced by this Suture */
    void requireWritable(StoredPatch patch) {
        writable(patch);
    }

    /** As it is, if this Suture may replace it: a record of a newer one may say more than this one would write. */
    private WantedEntry writable(StoredPatch patch) {
        try {
            return read(patch);
        } catch (NewerVersionException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "store-newer",
                    "What is wanted of %s was written by a newer Suture: %s.".formatted(patch.label(), e.getMessage()),
                    "Use that one.",
                    e);
        } catch (IOException e) {
            return WantedEntry.nothing(machine.bootId());
        }
    }

    private void write(StoredPatch patch, WantedEntry entry) {
        store.setWanted(patch, entry);
    }
}
