/** The picture of a hot patch: base, patched and hot patch as columns of blocks, with links between them. */
package dev.suture.workbench.anatomy;
