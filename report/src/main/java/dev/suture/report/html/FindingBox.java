package dev.suture.report.html;

import dev.suture.diff.markup.Markup;
import dev.suture.diff.model.Finding;
import dev.suture.report.view.Names;
import java.util.Locale;

/** What a rule says, with what to do about it. */
final class FindingBox {
    private FindingBox() {}

    /** @param where the change it is about, as a fragment to link to; empty where it stands there itself */
    static void print(Markup page, Finding finding, String where) {
        String severity = finding.severity().name();
        page.open("div", "class", "finding " + severity.toLowerCase(Locale.ROOT))
                .element("span", "severity", severity)
                .open("div")
                .open("p")
                .text(Names.readable(finding.text(), finding.item()))
                .close("p");
        if (!finding.remedy().isBlank()) {
            page.element("p", "remedy", "→ " + Names.readable(finding.remedy(), finding.item()));
        }
        page.open("p", "class", "id mono").text(finding.id());
        if (!where.isEmpty()) {
            page.text(" · ").open("a", "href", where).text("show the change").close("a");
        }
        page.close("p").close("div").close("div").line();
    }
}
