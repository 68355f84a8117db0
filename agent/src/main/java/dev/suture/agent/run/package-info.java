/** Runs agents. */
package dev.suture.agent.run;
