package dev.suture.report.html;

import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Severity;
import dev.suture.report.view.ObjectView;
import dev.suture.report.view.ReportView;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding and the change it is about.
 *
 * @param link the change's fragment on the page; empty if the finding is about something else
 */
record LinkedFinding(Finding finding, String link) {
    /** The findings of a page, in its order; changes are numbered through all of its objects. */
    static List<LinkedFinding> all(ReportView view, Severity severity) {
        List<LinkedFinding> found = new ArrayList<>();
        int number = 0;
        for (ObjectView object : view.differing()) {
            for (Finding finding : object.findings()) {
                if (finding.severity() == severity) {
                    found.add(new LinkedFinding(finding, link(object, finding, number)));
                }
            }
            number += object.changes().size();
        }
        return found;
    }

    private static String link(ObjectView object, Finding finding, int firstNumber) {
        for (int i = 0; i < object.changes().size(); i++) {
            if (object.changes().get(i).name().equals(finding.item())) {
                return "#c" + (firstNumber + i);
            }
        }
        return "";
    }
}
