/**
 * Patch packages: hot patches with what is to be known of them, as a folder or a {@code .tar.zst}, every file with its
 * digest, signed if wanted. {@code docs/package.schema.json} describes {@code package.json}.
 */
package dev.suture.pack;
