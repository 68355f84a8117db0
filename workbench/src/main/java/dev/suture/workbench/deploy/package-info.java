/** From a reviewed change to a patched process and back. */
package dev.suture.workbench.deploy;
