package dev.suture.workbench.export;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.RowRenderer;
import dev.suture.workbench.anatomy.Anatomy;
import dev.suture.workbench.anatomy.AnatomyPicture;
import dev.suture.workbench.diff.RowSource;
import dev.suture.workbench.mark.ReviewRecord;
import dev.suture.workbench.review.ReviewIndex;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewProgress;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * All that an export shows.
 *
 * @param report what was compared
 * @param progress how far the review has come
 * @param objects what counts, by object
 * @param anatomy the picture, as SVG
 * @param rowsLeftOut of how many changes the rows were left out, because there are too many to be read
 */
record ExportedReview(
        DiffReport report, ReviewProgress progress, List<ExportedObject> objects, String anatomy, int rowsLeftOut) {
    /** Of more changes nobody reads the rows in one page; those with a note or a finding come first. */
    private static final int MOST_ROWS = 300;

    /** An object with its changes. */
    record ExportedObject(ObjectDiff object, List<ExportedItem> items) {}

    /** What the review holds when it is asked for; taken on the FX thread, worked out beside it. */
    record Request(DiffReport report, ReviewIndex index, ReviewRecord record, ReviewProgress progress) {
        static Optional<Request> of(ReviewModel review) {
            return review.report()
                    .map(r -> new Request(
                            r,
                            review.index(),
                            review.marks().record().get(),
                            review.progress().get()));
        }
    }

    ExportedReview {
        objects = List.copyOf(objects);
    }

    /** @throws CancellationException if the job was cancelled */
    static ExportedReview of(Request request, RowSource rows, Messages messages, Job job) {
        List<ExportedObject> objects = new ArrayList<>();
        int total = request.progress().of();
        int done = 0;
        int withRows = 0;
        for (ObjectDiff object : request.report().objects()) {
            List<ExportedItem> items = new ArrayList<>();
            for (Change change : object.changes()) {
                if (!change.counts()) {
                    continue;
                }
                if (job.cancelled()) {
                    throw new CancellationException("the export was cancelled");
                }
                ExportedItem item = item(request, object, change);
                boolean telling = !item.note().isEmpty() || !item.findings().isEmpty() || total <= MOST_ROWS;
                if (telling && withRows < MOST_ROWS) {
                    withRows++;
                    List<DiffRow> made = rows.rows(object, change, false, RowRenderer.BYTES_IN_ROW);
                    item = new ExportedItem(change, item.seen(), item.note(), item.findings(), Optional.of(made));
                }
                items.add(item);
                job.done(++done, total);
            }
            if (!items.isEmpty()) {
                objects.add(new ExportedObject(object, items));
            }
        }
        String picture = AnatomyPicture.svg(Anatomy.of(request.report()), messages);
        return new ExportedReview(request.report(), request.progress(), objects, picture, done - withRows);
    }

    private static ExportedItem item(Request request, ObjectDiff object, Change change) {
        List<Finding> findings = object.findings().stream()
                .filter(f -> f.item().equals(change.name()))
                .toList();
        String note = request.index()
                .key(change)
                .map(k -> request.record().of(k).note())
                .orElse("");
        return new ExportedItem(
                change, request.index().seen(change, request.record()), note, findings, Optional.empty());
    }
}
