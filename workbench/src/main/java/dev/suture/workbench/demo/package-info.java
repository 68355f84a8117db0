/** The embedded example and what its service answers. */
package dev.suture.workbench.demo;
