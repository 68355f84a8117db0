/** What the window remembers from one time to the next. */
package dev.suture.workbench.settings;
