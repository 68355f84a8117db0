package dev.suture.manager;

import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A JVM that changes one process by random actions until it is killed. Each line that it prints begins with the time
 * (System.nanoTime, which is the same for all processes): {@code begin} and {@code done} of each change with the action, and
 * each {@code step} of it as it begins.
 */
final class RandomChanges {
    static final String BEGIN = "begin";
    static final String STEP = "step";
    static final String DONE = "done";
    static final String REFUSED = "refused";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Progress TELLING = new Progress() {
        @Override
        public void step(String text) {
            say(STEP, text);
        }
    };

    private RandomChanges() {}

    private static void say(String what, String text) {
        System.out.println(System.nanoTime() + " " + what + " " + text.replace('\n', ' '));
    }

    /** A change that makes sense now. */
    private record Choice(Action action, StoredPatch patch) {}

    /** Store, pid, and where the random numbers begin. */
    public static void main(String[] args) {
        PatchManager manager = PatchManager.open(Path.of(args[0]), TicketdPatches.PLUGINS);
        int pid = Integer.parseInt(args[1]);
        Random random = new Random(Long.parseLong(args[2]));
        while (true) {
            List<Choice> choices = choices(manager.list(), pid);
            Choice choice = choices.get(random.nextInt(choices.size()));
            // Now for this process, now for all: what is wanted changes with the latter.
            Set<Integer> pids = random.nextBoolean() ? Set.of(pid) : Set.of();
            ChangeRequest request = ChangeRequest.of(
                            choice.action(), choice.patch().id())
                    .on(pids)
                    .within(TIMEOUT);
            try {
                say(BEGIN, choice.action().word());
                manager.change(request, TELLING);
                say(DONE, choice.action().word());
            } catch (PatchException e) {
                say(REFUSED, "%s of %s: %s".formatted(e.id(), choice.action(), e.getMessage()));
                if (!e.id().equals("overridden")) {
                    throw e;
                }
            }
        }
    }

    private static List<Choice> choices(List<StoredPatch> patches, int pid) {
        PatchDriver driver = TicketdPatches.PLUGINS.getFirst().driver();
        List<Choice> choices = new ArrayList<>();
        for (StoredPatch patch : patches) {
            switch (driver.status(patch.file(), pid)) {
                case NOT_APPLIED -> choices.add(new Choice(Action.APPLY, patch));
                case DEACTIVED -> {
                    choices.add(new Choice(Action.ACTIVE, patch));
                    choices.add(new Choice(Action.REMOVE, patch));
                }
                default -> {
                    if (driver.overriddenBy(patch.file(), pid).isEmpty()) {
                        choices.add(new Choice(Action.DEACTIVE, patch));
                        choices.add(new Choice(Action.REMOVE, patch));
                    }
                }
            }
        }
        return choices;
    }
}
