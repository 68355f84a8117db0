package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A JVM that changes one process by random actions until it is killed. */
final class RandomChanges {
    private static final List<Action> ACTIONS = List.of(Action.APPLY, Action.ACTIVE, Action.DEACTIVE, Action.REMOVE);
    private static final int WARM_UP = 6;

    private RandomChanges() {}

    /** Store, pid, and where the random numbers begin. */
    public static void main(String[] args) {
        PatchManager manager = PatchManager.open(Path.of(args[0]), TicketdPatches.PLUGINS);
        int pid = Integer.parseInt(args[1]);
        Random random = new Random(Long.parseLong(args[2]));
        for (int done = 0; ; ) {
            String patch = random.nextBoolean() ? TicketdPatches.FIX : TicketdPatches.DOUBLED;
            Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            // Now for this process, now for all: what is wanted changes with the latter.
            Set<Integer> pids = random.nextBoolean() ? Set.of(pid) : Set.of();
            try {
                manager.change(ChangeRequest.of(action, patch).on(pids).within(Duration.ofSeconds(5)), Progress.NONE);
                if (++done == WARM_UP) {
                    System.out.println("working");
                }
            } catch (PatchException e) {
                if (e.kind() != PatchException.Kind.REFUSED) {
                    System.out.println("failed: " + action + " " + patch + ": " + e.getMessage());
                    throw e;
                }
            }
        }
    }
}
