package dev.suture.workbench.export;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Status;
import dev.suture.workbench.review.ReviewProgress;
import dev.suture.workbench.review.StatusStyle;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.util.Locale;

/** What both kinds of export say in the same words. */
record ItemWords(Messages messages) {
    String progress(ReviewProgress progress) {
        return messages.text("changes.progress", progress.reviewed(), progress.of(), progress.stale());
    }

    /** Kind, status, sizes, and how much stayed. */
    String details(Change change) {
        String kind = messages.text("kind." + change.kind().name().toLowerCase(Locale.ROOT));
        String status = messages.text("status." + StatusStyle.key(change.status()));
        return change.status() == Status.CHANGED
                ? messages.text(
                        "export.changed",
                        kind,
                        status,
                        change.baseSize(),
                        change.patchedSize(),
                        Amounts.share(change.similarity()))
                : messages.text("export.one-sided", kind, status, change.baseSize() + change.patchedSize());
    }

    String seen(ExportedItem item) {
        return messages.text("seen." + item.seen().name().toLowerCase(Locale.ROOT));
    }

    String fold(int rows) {
        return messages.text("diff.fold", rows);
    }
}
