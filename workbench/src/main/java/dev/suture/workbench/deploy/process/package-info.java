/** The processes that map a patch's target, as they are now. */
package dev.suture.workbench.deploy.process;
