/** Comparisons for scripts. */
package dev.suture.report.json;
