package dev.suture.pack;

/** What the packages of all distributions have in common: where they put the patch. */
public final class DistributionPackage {
    /** The folder whose subfolders are installed patch packages, each named by its {@link PackageName}. */
    public static final String INSTALLED = "/usr/lib/suture/patches";

    private DistributionPackage() {}
}
