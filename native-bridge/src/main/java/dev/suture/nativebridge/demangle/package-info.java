/** Demanglers: the C++ runtime library's, and binutils' where that is missing. */
package dev.suture.nativebridge.demangle;
