/** Why changes are there: lines that moved, callees that were inlined, renames, and chains back to what was edited. */
package dev.suture.diff.explain;
