/** What a comparison says: the records every front and every plugin reads. */
package dev.suture.diff.model;
