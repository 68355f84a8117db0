/** Where the views stand: docked, in tabs, and back in their places the next time. */
package dev.suture.workbench.dock;
