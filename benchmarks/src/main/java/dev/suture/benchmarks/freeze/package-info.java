/** How long processes stand still when a hot patch goes in and comes out. */
package dev.suture.benchmarks.freeze;
