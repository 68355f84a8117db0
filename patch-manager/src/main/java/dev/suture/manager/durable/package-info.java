/** Files that outlast a crash, and locks that do not outlast whoever holds them. */
package dev.suture.manager.durable;
