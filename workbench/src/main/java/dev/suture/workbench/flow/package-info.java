/** The control flow of a function on both sides as one picture. */
package dev.suture.workbench.flow;
