package dev.suture.workbench.anatomy;

import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Extractor;
import dev.suture.diff.extract.Part;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison comes to as a picture.
 *
 * @param groups the objects that differ, in the order of the report
 * @param blocks how many blocks there are
 */
public record Anatomy(List<Group> groups, int blocks) {
    /** Of nothing. */
    public static final Anatomy NONE = new Anatomy(List.of(), 0);

    public Anatomy {
        groups = List.copyOf(groups);
    }

    /** Takes time in proportion to the items of the objects that differ: not for the FX thread. */
    public static Anatomy of(DiffReport report) {
        List<ObjectDiff> objects = report.objects().stream()
                .filter(o -> o.status() != Status.UNCHANGED)
                .toList();
        Extraction extraction = Extractor.extract(objects);
        Map<String, List<Part>> parts = new HashMap<>();
        extraction
                .parts()
                .forEach(p -> parts.computeIfAbsent(p.object(), k -> new ArrayList<>())
                        .add(p));
        List<Group> groups = new ArrayList<>();
        int blocks = 0;
        for (ObjectDiff object : objects) {
            Group group = new GroupBuilder(object, parts.getOrDefault(object.name(), List.of())).build();
            groups.add(group);
            for (Group.Row row : group.rows()) {
                for (Block.Column column : Block.Column.values()) {
                    blocks += row.at(column).isPresent() ? 1 : 0;
                }
            }
        }
        return new Anatomy(groups, blocks);
    }
}
