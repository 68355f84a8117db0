/** Control flow of functions: basic blocks of both sides, paired by their rows, as one graph. */
package dev.suture.diff.flow;
