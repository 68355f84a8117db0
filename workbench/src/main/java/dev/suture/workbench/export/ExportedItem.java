package dev.suture.workbench.export;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.render.DiffRow;
import dev.suture.workbench.mark.Seen;
import java.util.List;
import java.util.Optional;

/**
 * One change with what was said of it.
 *
 * @param change what changed
 * @param seen whether it was reviewed
 * @param note the reviewer's note; empty if there is none
 * @param findings what the rules say of it
 * @param rows its rows; empty where they were left out
 */
record ExportedItem(Change change, Seen seen, String note, List<Finding> findings, Optional<List<DiffRow>> rows) {
    ExportedItem {
        findings = List.copyOf(findings);
    }
}
