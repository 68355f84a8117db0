package dev.suture.source;

/** The stages of making a hot patch, in their order. What a former run has finished is left out. */
public enum BuildStage {
    /** The source is fetched or copied. */
    SOURCE,
    /** The source patches are tried. */
    TRY,
    /** The tree is configured. */
    CONFIGURE,
    /** The base is built. */
    BASE,
    /** What the patches touch is built again. */
    PATCHED,
    /** Both builds are compared, and the hot patches made. */
    HOT_PATCH,
    /** The hot patches are packed. */
    PACK
}
