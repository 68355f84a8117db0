/** Which item of the base is which of the patched object. */
package dev.suture.diff.correlate;
