/** Base and patched objects from a source tree or package and source patches. */
package dev.suture.source;
