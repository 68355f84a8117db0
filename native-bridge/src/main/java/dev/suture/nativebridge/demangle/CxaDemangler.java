package dev.suture.nativebridge.demangle;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import dev.suture.elf.asm.Demangler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the C++ runtime library of this machine, without starting a program. */
public final class CxaDemangler implements Demangler {
    private final Optional<CxaLibrary> runtime = CxaLibrary.load();
    private final Allocator allocator = Native.load("libc.so.6", Allocator.class);

    /** What gives back the memory of a result: the ABI says malloc made it. */
    interface Allocator extends Library {
        void free(Pointer memory);
    }

    @Override
    public Optional<String> demangle(String name) {
        // Without this prefix the function reads a type instead: "i" would come out as "int".
        if (!name.startsWith("_Z")) {
            return Optional.empty();
        }
        return runtime.flatMap(r -> Optional.ofNullable(r.__cxa_demangle(name, null, null, new IntByReference())))
                .map(this::take);
    }

    private String take(Pointer result) {
        try {
            return result.getString(0, StandardCharsets.UTF_8.name());
        } finally {
            allocator.free(result);
        }
    }

    @Override
    public int priority() {
        return 10;
    }
}
