/** A {@code .upatch} file in a running process: placed, relocated, switched on and off, and taken out again. */
package dev.suture.upatch.driver;
