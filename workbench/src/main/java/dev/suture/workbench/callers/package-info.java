/** Who reaches the selected function or datum, over all objects of a build. */
package dev.suture.workbench.callers;
