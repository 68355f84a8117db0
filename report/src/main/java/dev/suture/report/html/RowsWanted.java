package dev.suture.report.html;

/**
 * Of how many changes a page holds the rows.
 *
 * @param most the first so many changes have theirs
 */
public record RowsWanted(int most) {
    public static final RowsWanted ALL = new RowsWanted(Integer.MAX_VALUE);
    public static final RowsWanted NONE = new RowsWanted(0);

    /**
     * Reads {@code all}, {@code none} or a number.
     *
     * @throws IllegalArgumentException with a sentence, for anything else
     */
    public static RowsWanted parse(String text) {
        return switch (text) {
            case "all" -> ALL;
            case "none" -> NONE;
            default -> {
                try {
                    yield new RowsWanted(Integer.parseUnsignedInt(text) & Integer.MAX_VALUE);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "'%s' is neither all nor none nor a number of changes.".formatted(text), e);
                }
            }
        };
    }
}
