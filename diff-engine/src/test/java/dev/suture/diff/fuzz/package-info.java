/** Broken files brought through reading and comparing: what is refused is refused by name, and nothing hangs. */
package dev.suture.diff.fuzz;
