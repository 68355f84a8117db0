/** Patches processes that start while a patch is active: held before their first call, or later where that is not possible. */
package dev.suture.upatch.watch;
