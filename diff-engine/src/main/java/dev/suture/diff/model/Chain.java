package dev.suture.diff.model;

import java.util.ArrayList;
import java.util.List;

/** The names from an edited item down to one that is there because of it. */
public final class Chain {
    /** Longer ones are cut in the middle: nobody reads them, and lists that hold each other would make many. */
    private static final int LONGEST = 64;

    private static final String CUT = "…";

    private Chain() {}

    /** The chain with one more name at its end. */
    public static List<String> extend(List<String> chain, String name) {
        List<String> longer = new ArrayList<>(chain);
        if (chain.size() == LONGEST) {
            longer.subList(LONGEST - 2, LONGEST).clear();
            longer.add(CUT);
        }
        longer.add(name);
        return List.copyOf(longer);
    }
}
