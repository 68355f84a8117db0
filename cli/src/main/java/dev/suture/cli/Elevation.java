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
     * @param arguments those of the command that failed
     */
    static Throwable advised(Throwable failure, List<String> arguments) {
        boolean root = "root".equals(System.getProperty("user.name"));
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
                        + " As root: `sudo suture %s`; with the patch from here: `suture --sudo %s`."
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
