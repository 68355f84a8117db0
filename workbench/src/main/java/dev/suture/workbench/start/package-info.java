/** What the window shows before anything is opened, and what was opened lately. */
package dev.suture.workbench.start;
