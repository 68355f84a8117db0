package dev.suture.diff.compare;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.TableEntry;
import dev.suture.diff.model.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the entries two versions of a function have in tables beside the code. */
final class EntryComparator {
    private final ObjectItems base;
    private final ObjectItems patched;
    private final Meaning meaning;

    EntryComparator(ObjectItems base, ObjectItems patched, Meaning meaning) {
        this.base = base;
        this.patched = patched;
        this.meaning = meaning;
    }

    private enum Verdict {
        SAME,
        LINE,
        OTHER
    }

    /** Entries say where in the function something is, so they can be compared only if the code kept its places. */
    void addReasons(Item baseFunction, Item patchedFunction, List<Reason> reasons) {
        List<TableEntry> one = base.tableEntries(baseFunction);
        List<TableEntry> other = patched.tableEntries(patchedFunction);
        boolean comparable = reasons.isEmpty() || baseFunction.size() == patchedFunction.size();
        if (one.isEmpty() && other.isEmpty() || !comparable) {
            return;
        }
        Map<String, List<TableEntry>> left = byTable(one);
        Map<String, List<TableEntry>> right = byTable(other);
        TreeSet<String> tables = new TreeSet<>(left.keySet());
        tables.addAll(right.keySet());
        TreeSet<String> lines = new TreeSet<>();
        TreeSet<String> changed = new TreeSet<>();
        for (String table : tables) {
            switch (compare(left.getOrDefault(table, List.of()), right.getOrDefault(table, List.of()))) {
                case OTHER -> changed.add(table);
                case LINE -> lines.add(table);
                case SAME -> {}
            }
        }
        if (!changed.isEmpty()) {
            reasons.add(new Reason(
                    "special-section-changed", "Its entries in " + ItemComparator.list(changed) + " differ."));
        } else if (!lines.isEmpty() && reasons.isEmpty()) {
            reasons.add(
                    new Reason("line-number-only", "Only line numbers in " + ItemComparator.list(lines) + " differ."));
        }
    }

    private static Map<String, List<TableEntry>> byTable(List<TableEntry> entries) {
        Map<String, List<TableEntry>> result = new TreeMap<>();
        entries.forEach(e -> result.computeIfAbsent(e.section().name(), n -> new ArrayList<>())
                .add(e));
        return result;
    }

    private Verdict compare(List<TableEntry> left, List<TableEntry> right) {
        if (left.size() != right.size()) {
            return Verdict.OTHER;
        }
        Verdict worst = Verdict.SAME;
        for (int i = 0; i < left.size(); i++) {
            Verdict here = compare(left.get(i), right.get(i));
            worst = here.compareTo(worst) > 0 ? here : worst;
        }
        return worst;
    }

    private Verdict compare(TableEntry left, TableEntry right) {
        List<Reference> one = left.references();
        List<Reference> other = right.references();
        if (one.size() != other.size()) {
            return Verdict.OTHER;
        }
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i).offset() != other.get(i).offset() || !meaning.same(one.get(i), other.get(i))) {
                return Verdict.OTHER;
            }
        }
        byte[] bytes = left.bytes();
        byte[] otherBytes = right.bytes();
        if (Arrays.equals(bytes, otherBytes)) {
            return Verdict.SAME;
        }
        if (left.line() < 0 || bytes.length != otherBytes.length) {
            return Verdict.OTHER;
        }
        Arrays.fill(bytes, left.line(), left.line() + 2, (byte) 0);
        Arrays.fill(otherBytes, left.line(), left.line() + 2, (byte) 0);
        return Arrays.equals(bytes, otherBytes) ? Verdict.LINE : Verdict.OTHER;
    }
}
