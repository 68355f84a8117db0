package dev.suture.report.html;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether source lines stand between the instructions of a page. */
public enum SourceWanted {
    NO,
    /** Where the text of the lines can be read; numbers of lines alone would only be in the way. */
    WHERE_READABLE,
    /** Where debugging information tells them, as numbers at least. */
    YES;

    /** What an option said; without a word of it, people expect the source where it is at hand. */
    public static SourceWanted of(Optional<Boolean> option) {
        return option.map(wanted -> wanted ? YES : NO).orElse(WHERE_READABLE);
    }

    /** The rows of one change without the source rows that are not wanted. */
    List<DiffRow> select(List<DiffRow> rows) {
        boolean kept = switch (this) {
            case NO -> false;
            case WHERE_READABLE -> rows.stream().anyMatch(SourceWanted::hasText);
            case YES -> true;
        };
        return kept ? rows : rows.stream().filter(r -> r.kind() != Kind.SOURCE).toList();
    }

    private static boolean hasText(DiffRow row) {
        return row.kind() == Kind.SOURCE
                && Stream.of(row.base(), row.patched())
                        .flatMap(Optional::stream)
                        .flatMap(c -> c.tokens().stream())
                        .anyMatch(t -> t.role() == Role.SOURCE);
    }
}
