/** Programs with a bug and the source patch that fixes it: what the demonstration shows and what tests work on. */
package dev.suture.examples;
