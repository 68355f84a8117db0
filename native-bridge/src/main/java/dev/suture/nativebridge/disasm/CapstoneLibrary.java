package dev.suture.nativebridge.disasm;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;

/** The functions of libcapstone that are used (capstone/capstone.h), the same in versions 4 and 5. */
interface CapstoneLibrary extends Library {
    int ARCH_ARM64 = 1;
    int ARCH_X86 = 3;
    int MODE_LITTLE_ENDIAN = 0;
    int MODE_64 = 1 << 3;
    int OPTION_SKIPDATA = 5;
    long ON = 3;

    int cs_version(IntByReference major, IntByReference minor);

    int cs_open(int architecture, int mode, PointerByReference handle);

    int cs_close(PointerByReference handle);

    int cs_option(Pointer handle, int type, NativeLong value);

    NativeLong cs_disasm(
            Pointer handle,
            Pointer code,
            NativeLong size,
            long address,
            NativeLong count,
            PointerByReference instructions);

    void cs_free(Pointer instructions, NativeLong count);

    String cs_strerror(int error);

    int cs_errno(Pointer handle);

    /** By soname, the newer first: the name without a version exists only where development files are installed. */
    static Optional<CapstoneLibrary> load() {
        for (String name : List.of("libcapstone.so.5", "libcapstone.so.4")) {
            try {
                return Optional.of(Native.load(name, CapstoneLibrary.class));
            } catch (UnsatisfiedLinkError e) {
                continue; // not installed: the next one, or none
            }
        }
        return Optional.empty();
    }
}
