/** The side of the command line and of the workbench. */
package dev.suture.agent.client;
