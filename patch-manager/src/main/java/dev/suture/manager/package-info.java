/** Finds plugins, keeps the store of patches, and runs what is asked of them as transactions. */
package dev.suture.manager;
