package dev.suture.cli;

import dev.suture.plugin.PatchException;
import java.util.List;
import java.util.stream.Collectors;

/** Tells people who lack a right how they get it. */
final class Elevation {
    private static final String NO_PERMISSION = "no-permission";

    private Elevation() {}

    /**
     * The failure, with the very command that would not fail so.
     *
     * @param root whether it was root who lacked the right
     * @param arguments those of the command that failed
     */
    static Throwable advised(Throwable failure, boolean root, List<String> arguments) {
        boolean lacksRight = failure instanceof PatchException e && e.id().equals(NO_PERMISSION);
        return lacksRight && !root ? advised((PatchException) failure, arguments) : failure;
    }

    private static PatchException advised(PatchException failure, List<String> arguments) {
        String typed = arguments.stream()
                .filter(a -> !a.equals("--sudo"))
                .map(Elevation::quoted)
                .collect(Collectors.joining(" "));
        PatchException advised = new PatchException(
                failure.kind(),
                failure.id(),
                failure.getMessage(),
                failure.remedy()
                        + " As root: `sudo suture %s`; or `suture --sudo %s`, where root takes the patch from you."
                                .formatted(typed, typed),
                failure);
        for (Throwable also : failure.getSuppressed()) {
            advised.addSuppressed(also);
        }
        return advised;
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
