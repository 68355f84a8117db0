package dev.suture.diff.item;

/**
 * How to unwind one piece of code: the record of the piece (FDE) and what it has in common with others (CIE).
 *
 * @param common the CIE; names the personality routine, if there is one
 * @param description the FDE; refers to the code and, if it catches or cleans up, to its language-specific data area
 */
public record UnwindRecord(UnwindEntry common, UnwindEntry description) {}
