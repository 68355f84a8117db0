/** The life cycle of a patch as a picture. */
package dev.suture.workbench.deploy.cycle;
