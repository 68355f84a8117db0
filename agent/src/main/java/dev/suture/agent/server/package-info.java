/** The agent's side. */
package dev.suture.agent.server;
