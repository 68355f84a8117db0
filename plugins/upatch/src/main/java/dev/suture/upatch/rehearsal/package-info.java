/** Changes of a process of Suture's own making, so that those of others find all code loaded and compiled. */
package dev.suture.upatch.rehearsal;
