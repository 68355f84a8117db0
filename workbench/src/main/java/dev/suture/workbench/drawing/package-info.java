/** What pictures are drawn with: pens for the screen and for files, and colours by what they mean. */
package dev.suture.workbench.drawing;
