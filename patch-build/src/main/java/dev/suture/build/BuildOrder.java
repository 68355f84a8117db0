package dev.suture.build;

/**
 * What is to be made.
 *
 * @param input what from
 * @param kind the kind of hot patch, e.g. {@code upatch}
 * @param name what people will know the patch and its package by
 * @param output where it goes
 */
public record BuildOrder(BuildInput input, String kind, String name, BuildOutput output) {
    /** The kind that is made if none is named. */
    public static final String STANDARD_KIND = "upatch";
}
