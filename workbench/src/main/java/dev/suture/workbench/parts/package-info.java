/** Small parts that every view is made of. */
package dev.suture.workbench.parts;
