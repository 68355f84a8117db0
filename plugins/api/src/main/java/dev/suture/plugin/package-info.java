/** The service interface of a patch kind, and the words patches are spoken of in. */
package dev.suture.plugin;
