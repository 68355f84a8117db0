/** The {@code .upatch} file: written, read and checked. */
package dev.suture.upatch.format;
