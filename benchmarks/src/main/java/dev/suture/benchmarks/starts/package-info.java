/** What a hot patch adds to the start of the processes that get it. */
package dev.suture.benchmarks.starts;
