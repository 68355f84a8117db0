/** What the changes mean for a hot patch: rules and their findings. */
package dev.suture.diff.judge;
