/** The view of what runs, what is done and what failed. */
package dev.suture.workbench.tasks;
