package dev.suture.workbench.mark;

/**
 * What was said of one item.
 *
 * @param reviewed the fingerprint of the change that was reviewed; empty if none was
 * @param note what the reviewer wrote; empty if nothing
 */
public record Mark(String reviewed, String note) {
    /** Nothing was said. */
    public static final Mark NONE = new Mark("", "");

    public Mark {
        reviewed = reviewed == null ? "" : reviewed;
        note = note == null ? "" : note;
    }

    /** How a change stands that has this mark. */
    public Seen seen(String fingerprint) {
        if (reviewed.isEmpty()) {
            return Seen.OPEN;
        }
        return reviewed.equals(fingerprint) ? Seen.REVIEWED : Seen.STALE;
    }

    Mark withReviewed(String fingerprint) {
        return new Mark(fingerprint, note);
    }

    Mark withNote(String text) {
        return new Mark(reviewed, text);
    }
}
