/** The command line: everything the workbench can do, for scripts and servers. */
package dev.suture.cli;
