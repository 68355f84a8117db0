/** The changes of a comparison: tree, filter, reasons and findings. */
package dev.suture.workbench.review;
