/** What a hot patch has to carry, and where everything it refers to is found. */
package dev.suture.diff.extract;
