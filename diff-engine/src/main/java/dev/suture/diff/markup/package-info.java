/** HTML as every front writes it. */
package dev.suture.diff.markup;
