package dev.suture.nativebridge.disasm;

import java.util.Optional;

/**
 * Where the fields of a struct cs_insn stand (capstone/capstone.h), in bytes; it grew with version 5, whose
 * {@code bytes} are 24 instead of 16.
 */
record InsnLayout(int sizeField, int mnemonic, int operands, int total) {
    static final int ID = 0;
    static final int MNEMONIC_LENGTH = 32;
    static final int OPERANDS_LENGTH = 160;

    private static final InsnLayout VERSION_4 = new InsnLayout(16, 34, 66, 240);
    private static final InsnLayout VERSION_5 = new InsnLayout(16, 42, 74, 248);

    /** Empty for a version whose layout is not known. */
    static Optional<InsnLayout> ofVersion(int major) {
        return switch (major) {
            case 4 -> Optional.of(VERSION_4);
            case 5 -> Optional.of(VERSION_5);
            default -> Optional.empty();
        };
    }
}
