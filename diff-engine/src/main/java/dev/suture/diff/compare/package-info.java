/** What differs between two items that stand for each other, by meaning. */
package dev.suture.diff.compare;
