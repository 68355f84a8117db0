package dev.suture.workbench.parts;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** The pictures of the window, by what they mean. */
public enum Icons {
    ADD_FILE(MaterialDesignF.FILE_DOCUMENT_OUTLINE),
    ANATOMY(MaterialDesignC.CHART_SANKEY),
    APPLY(MaterialDesignR.ROCKET_LAUNCH_OUTLINE),
    AROUND(MaterialDesignI.IMAGE_FILTER_CENTER_FOCUS),
    BACK(MaterialDesignA.ARROW_LEFT),
    BLOCKER(MaterialDesignC.CLOSE_OCTAGON_OUTLINE),
    BUILD(MaterialDesignH.HAMMER_WRENCH),
    BUSY(MaterialDesignT.TIMER_SAND),
    CALLERS(MaterialDesignC.CALL_MERGE),
    CHANGES(MaterialDesignF.FILE_TREE_OUTLINE),
    CLOSED(MaterialDesignC.CHEVRON_RIGHT),
    CLOSE(MaterialDesignC.CLOSE),
    COPY(MaterialDesignC.CONTENT_COPY),
    DATUM(MaterialDesignD.DATABASE_OUTLINE),
    DEACTIVE(MaterialDesignM.MINUS_CIRCLE_OUTLINE),
    DEMO(MaterialDesignP.PLAY_CIRCLE_OUTLINE),
    DIFF(MaterialDesignC.COMPARE_HORIZONTAL),
    DONE(MaterialDesignC.CHECK_CIRCLE_OUTLINE),
    EXPORT(MaterialDesignE.EXPORT_VARIANT),
    FAILED(MaterialDesignA.ALERT_CIRCLE_OUTLINE),
    FILTER(MaterialDesignM.MAGNIFY),
    FLOW(MaterialDesignS.SITEMAP_OUTLINE),
    FOLDER(MaterialDesignF.FOLDER_OUTLINE),
    FORWARD(MaterialDesignA.ARROW_RIGHT),
    FROZEN(MaterialDesignS.SNOWFLAKE),
    FUNCTION(MaterialDesignF.FUNCTION_VARIANT),
    MORE_FILTERS(MaterialDesignF.FILTER_VARIANT),
    NEXT(MaterialDesignA.ARROW_DOWN),
    NOTE(MaterialDesignI.INFORMATION_OUTLINE),
    OBJECT(MaterialDesignF.FILE_CODE_OUTLINE),
    OPEN(MaterialDesignC.CIRCLE_OUTLINE),
    OPENED(MaterialDesignC.CHEVRON_DOWN),
    PACKAGE(MaterialDesignP.PACKAGE_VARIANT_CLOSED),
    PALETTE(MaterialDesignC.CONSOLE_LINE),
    PATCH(MaterialDesignP.PACKAGE_VARIANT),
    PICK(MaterialDesignF.FORMAT_LIST_BULLETED),
    PREVIOUS(MaterialDesignA.ARROW_UP),
    REASON(MaterialDesignC.COMMENT_QUESTION_OUTLINE),
    REFRESH(MaterialDesignR.REFRESH),
    REMARK(MaterialDesignN.NOTE_TEXT_OUTLINE),
    REMOVE(MaterialDesignT.TRASH_CAN_OUTLINE),
    SAME(MaterialDesignC.CHECK_ALL),
    SKIPPED(MaterialDesignS.SKIP_NEXT_CIRCLE_OUTLINE),
    SOURCE(MaterialDesignC.CODE_TAGS),
    SOURCE_TEXT(MaterialDesignF.FILE_COMPARE),
    STALE(MaterialDesignH.HISTORY),
    STARTS(MaterialDesignR.RADAR),
    STEP(MaterialDesignC.CIRCLE_SMALL),
    STEPS(MaterialDesignT.TIMELINE_CHECK_OUTLINE),
    STOP(MaterialDesignS.STOP_CIRCLE_OUTLINE),
    TASKS(MaterialDesignP.PROGRESS_CLOCK),
    THEME(MaterialDesignT.THEME_LIGHT_DARK),
    UNFOLD(MaterialDesignU.UNFOLD_MORE_HORIZONTAL),
    UNIFIED(MaterialDesignF.FORMAT_ALIGN_JUSTIFY),
    WATCH(MaterialDesignE.EYE_OUTLINE),
    WARNING(MaterialDesignA.ALERT_OUTLINE),
    ZOOM_FIT(MaterialDesignF.FIT_TO_PAGE_OUTLINE),
    ZOOM_IN(MaterialDesignM.MAGNIFY_PLUS_OUTLINE),
    ZOOM_OUT(MaterialDesignM.MAGNIFY_MINUS_OUTLINE);

    private final Ikon ikon;

    Icons(Ikon ikon) {
        this.ikon = ikon;
    }

    /** A new node; a node can be in one place only. */
    public FontIcon node() {
        return new FontIcon(ikon);
    }

    /** Makes a node show this picture in the place of another. */
    public void showIn(FontIcon node) {
        node.setIconCode(ikon);
    }
}
