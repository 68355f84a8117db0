package dev.suture.nativebridge.demangle;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.List;
import java.util.Optional;

/** The one function of a C++ runtime library that is used (Itanium C++ ABI, 3.4 "Demangler API"). */
interface CxaLibrary extends Library {
    /**
     * @param mangled the name, NUL-terminated
     * @param buffer memory from malloc for the result, or null to have it allocated
     * @param length size of the buffer, or null
     * @param status set to 0 on success
     * @return the readable name, which the caller frees with {@code free}; null on failure
     */
    Pointer __cxa_demangle(String mangled, Pointer buffer, Pointer length, IntByReference status);

    /** By soname: GNU's library, else LLVM's. */
    static Optional<CxaLibrary> load() {
        for (String name : List.of("libstdc++.so.6", "libc++abi.so.1")) {
            try {
                return Optional.of(Native.load(name, CxaLibrary.class));
            } catch (UnsatisfiedLinkError e) {
                continue; // not installed: the next one, or none
            }
        }
        return Optional.empty();
    }
}
