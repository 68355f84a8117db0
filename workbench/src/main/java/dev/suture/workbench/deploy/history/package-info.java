/** What was done before. */
package dev.suture.workbench.deploy.history;
