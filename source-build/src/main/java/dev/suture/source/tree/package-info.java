/** Source trees: copies of them, what builds left in them, and the source patches that are applied to the copies. */
package dev.suture.source.tree;
