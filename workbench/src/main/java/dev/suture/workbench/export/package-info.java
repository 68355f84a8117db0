/** A review as a page or text that another person can read: marks, notes, reasons, findings, rows and the picture. */
package dev.suture.workbench.export;
