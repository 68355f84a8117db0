/** From a source patch to a hot patch: the wizard that takes the order, and the build as it runs. */
package dev.suture.workbench.build;
