package dev.suture.source;

import java.util.List;
import java.util.Set;

/**
 * How far a build folder has come.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param baseInputs digest of everything the base build depends on
 * @param patchInputs digest of the source patches that are applied
 * @param stage the last thing that was finished
 * @param linked what the base build linked; known from stage BASE_BUILT on
 */
record BuildState(int schemaVersion, String baseInputs, String patchInputs, Stage stage, List<Linked> linked) {
    static final int SCHEMA_VERSION = 1;
    static final BuildState START = new BuildState(SCHEMA_VERSION, "", "", Stage.NOTHING, List.of());

    BuildState {
        linked = List.copyOf(linked);
    }

    /** In this order. */
    enum Stage {
        NOTHING("nothing is done yet"),
        TREE_READY("the source is there"),
        CONFIGURED("the source is configured"),
        BASE_BUILT("the base is built"),
        PATCHED_SOURCE("the base is built, and the source patches are applied"),
        PATCHED_BUILT("both builds are there");

        private final String said;

        Stage(String said) {
            this.said = said;
        }

        /** What has been done, for people. */
        String said() {
            return said;
        }
    }

    /**
     * A program or library that the base build linked.
     *
     * @param file its path in the tree, or absolute outside of it
     * @param marks marks of the objects it was linked from
     */
    record Linked(String file, Set<String> marks) {
        public Linked {
            marks = Set.copyOf(marks);
        }
    }

    boolean reached(Stage wanted) {
        return stage.compareTo(wanted) >= 0;
    }

    /** The base is built. */
    BuildState withLinked(List<Linked> found) {
        return new BuildState(schemaVersion, baseInputs, patchInputs, Stage.BASE_BUILT, found);
    }

    BuildState at(Stage next) {
        return new BuildState(schemaVersion, baseInputs, patchInputs, next, linked);
    }
}
