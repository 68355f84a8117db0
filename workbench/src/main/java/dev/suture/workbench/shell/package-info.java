/** The window around the views: layout, theme, zoom, keys, status. */
package dev.suture.workbench.shell;
