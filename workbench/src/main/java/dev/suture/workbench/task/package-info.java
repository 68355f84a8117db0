/** The one place where work leaves the FX thread and comes back, and how its failures are told. */
package dev.suture.workbench.task;
