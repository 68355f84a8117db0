/** What can be done in the window: named once, offered by menus, keys and the command palette alike. */
package dev.suture.workbench.action;
