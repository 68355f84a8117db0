/** What is about to be done to processes, written down before it is done, so that it can be finished or undone. */
package dev.suture.manager.journal;
