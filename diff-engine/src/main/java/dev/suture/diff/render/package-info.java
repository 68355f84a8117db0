/** The rows every front draws. */
package dev.suture.diff.render;
