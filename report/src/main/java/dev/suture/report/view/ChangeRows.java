package dev.suture.report.view;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.asm.Demanglers;
import dev.suture.elf.asm.Disassemblers;
import dev.suture.plugin.PatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A change line by line.
 *
 * @param object the object it is of
 * @param change the change
 * @param rows what both sides hold, aligned
 */
public record ChangeRows(ObjectDiff object, Change change, List<DiffRow> rows) {
    private static final int NAMES_SHOWN = 12;

    public ChangeRows {
        rows = List.copyOf(rows);
    }

    /** Decodes and aligns the change. */
    public static ChangeRows of(ObjectDiff object, Change change) {
        return of(object, change, false);
    }

    /** Decodes and aligns the change, with source lines in between if wanted. */
    public static ChangeRows of(ObjectDiff object, Change change, boolean withSource) {
        RowRenderer renderer = new RowRenderer(
                Disassemblers.forMachine(
                        object.comparison().patched().file().header().machine()),
                withSource);
        return new ChangeRows(object, change, renderer.rows(object, change));
    }

    /**
     * The changes of that name: as the linker knows it, or demangled with or without parameters, and with
     * {@code OBJECT:} in front where only that object's is meant. Static functions of several objects may share a name.
     *
     * @return at least one
     * @throws PatchException if nothing of this name changed; it names what did
     */
    public static List<ChangeRows> named(DiffReport report, String name, boolean withSource) {
        List<ChangeRows> found = new ArrayList<>();
        for (ObjectDiff object : report.objects()) {
            object.changes().stream()
                    .filter(c -> isNamed(c, name)
                            || name.startsWith(object.name() + ":")
                                    && isNamed(c, name.substring(object.name().length() + 1)))
                    .forEach(c -> found.add(of(object, c, withSource)));
        }
        if (found.isEmpty()) {
            throw missing(report, name);
        }
        return found;
    }

    private static boolean isNamed(Change change, String name) {
        return change.name().equals(name)
                || Demanglers.demangle(change.name())
                        .filter(d -> d.equals(name) || d.startsWith(name + "("))
                        .isPresent();
    }

    private static PatchException missing(DiffReport report, String name) {
        String changed = report.objects().stream()
                .flatMap(o -> o.changes().stream())
                .map(c -> Names.readable(c.name()))
                .distinct()
                .limit(NAMES_SHOWN)
                .collect(Collectors.joining(", "));
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "no-such-change",
                "Nothing called '%s' differs between %s and %s.".formatted(name, report.base(), report.patched()),
                changed.isEmpty() ? "There are no differences at all." : "What differs: %s.".formatted(changed));
    }
}
