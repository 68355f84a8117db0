/** Builds whose compilations are seen: the compiler wrapper, what it records, and the marks it leaves in objects. */
package dev.suture.source.trace;
