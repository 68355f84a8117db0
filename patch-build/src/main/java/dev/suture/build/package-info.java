/** From an order to hot patches or a patch package: what the command line and the window both do. */
package dev.suture.build;
