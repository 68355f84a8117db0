/** One change side by side. */
package dev.suture.workbench.diff;
