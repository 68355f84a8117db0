/** {@code ar} archives. */
package dev.suture.elf.archive;
