/** What goes over the wire: the calls, and records with stable names; {@code docs/agent.md} describes them. */
package dev.suture.agent.wire;
