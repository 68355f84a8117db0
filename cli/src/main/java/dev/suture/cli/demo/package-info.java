/** The demonstration in a terminal. */
package dev.suture.cli.demo;
