/** What a person has said of a review: what was reviewed, notes, pairs made by hand; undone, redone and kept. */
package dev.suture.workbench.mark;
