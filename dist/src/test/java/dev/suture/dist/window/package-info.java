/** The assembled program in a real window: an X server and a window manager of their own, driven by keys and mouse. */
package dev.suture.dist.window;
