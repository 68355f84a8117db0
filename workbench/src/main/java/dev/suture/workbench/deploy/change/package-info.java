/** One change of processes: what speaks for and against it, its steps, and what it came to. */
package dev.suture.workbench.deploy.change;
