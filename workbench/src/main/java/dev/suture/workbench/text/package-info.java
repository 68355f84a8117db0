/** Texts and number formats for people. */
package dev.suture.workbench.text;
