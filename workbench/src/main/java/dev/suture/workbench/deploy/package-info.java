/** The page from which a hot patch is brought into running processes and out of them. */
package dev.suture.workbench.deploy;
