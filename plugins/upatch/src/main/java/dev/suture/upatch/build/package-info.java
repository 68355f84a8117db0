/** From two builds and a target ELF to a {@code .upatch} file. */
package dev.suture.upatch.build;
