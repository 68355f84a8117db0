package dev.suture.workbench.diff;

/**
 * How the user wants to read differences.
 *
 * @param source whether source lines stand between the instructions
 * @param unified whether both sides share one area
 * @param allRows whether rows that are the same on both sides are all shown
 * @param sourceText whether the source itself is shown in the place of the instructions
 */
public record DiffSettings(boolean source, boolean unified, boolean allRows, boolean sourceText) {
    /** Side by side, without what is the same and far from a difference. */
    public static final DiffSettings STANDARD = new DiffSettings(false, false, false, false);

    public DiffSettings withSource(boolean is) {
        return new DiffSettings(is, unified, allRows, sourceText);
    }

    public DiffSettings withUnified(boolean is) {
        return new DiffSettings(source, is, allRows, sourceText);
    }

    public DiffSettings withAllRows(boolean is) {
        return new DiffSettings(source, unified, is, sourceText);
    }

    public DiffSettings withSourceText(boolean is) {
        return new DiffSettings(source, unified, allRows, is);
    }
}
