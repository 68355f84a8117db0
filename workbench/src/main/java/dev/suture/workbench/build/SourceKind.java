package dev.suture.workbench.build;

/** Where what is compared comes from. */
public enum SourceKind {
    /** A source folder, and source patches for it. */
    FOLDER,
    /** The source of an installed Debian package, and source patches for it. */
    DEBIAN,
    /** Two builds that are there. */
    BUILDS
}
