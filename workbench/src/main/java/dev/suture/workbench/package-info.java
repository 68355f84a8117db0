/** The window: shows and asks; decides nothing that the command line could not. */
package dev.suture.workbench;
