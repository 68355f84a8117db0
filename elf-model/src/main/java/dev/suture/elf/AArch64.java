package dev.suture.elf;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Relocation types of AArch64 that compilers and linkers of Linux write (ELF for the Arm 64-bit Architecture,
 * "Relocation"). In their formulas S is the symbol's address, A the addend, P the place, G the symbol's GOT slot, Page the
 * address with its lowest 12 bits cleared. {@link RelocationNames} knows the names of all.
 */
public enum AArch64 {
    R_AARCH64_NONE(0),
    /** S + A, 8 bytes. */
    R_AARCH64_ABS64(257),
    R_AARCH64_ABS32(258),
    R_AARCH64_ABS16(259),
    /** S + A - P, 8 bytes. */
    R_AARCH64_PREL64(260),
    R_AARCH64_PREL32(261),
    R_AARCH64_PREL16(262),
    /** S + A - P in words: ldr of a literal. */
    R_AARCH64_LD_PREL_LO19(273),
    /** S + A - P: adr. */
    R_AARCH64_ADR_PREL_LO21(274),
    /** Page(S + A) - Page(P) in pages: adrp. */
    R_AARCH64_ADR_PREL_PG_HI21(275),
    R_AARCH64_ADR_PREL_PG_HI21_NC(276),
    /** The lowest 12 bits of S + A: add. */
    R_AARCH64_ADD_ABS_LO12_NC(277),
    /** The lowest 12 bits of S + A, in units of what is loaded or stored. */
    R_AARCH64_LDST8_ABS_LO12_NC(278),
    /** S + A - P in words: tbz, tbnz. */
    R_AARCH64_TSTBR14(279),
    /** S + A - P in words: b.cond, cbz, cbnz. */
    R_AARCH64_CONDBR19(280),
    /** S + A - P in words: b. */
    R_AARCH64_JUMP26(282),
    /** S + A - P in words: bl. */
    R_AARCH64_CALL26(283),
    R_AARCH64_LDST16_ABS_LO12_NC(284),
    R_AARCH64_LDST32_ABS_LO12_NC(285),
    R_AARCH64_LDST64_ABS_LO12_NC(286),
    R_AARCH64_LDST128_ABS_LO12_NC(299),
    /** Page(G) - Page(P) in pages: adrp. */
    R_AARCH64_ADR_GOT_PAGE(311),
    /** The lowest 12 bits of G: ldr of the slot. */
    R_AARCH64_LD64_GOT_LO12_NC(312),
    /** G - Page(GOT): ldr of the slot, from the page of the table ({@code -fpic}). */
    R_AARCH64_LD64_GOTPAGE_LO15(313),
    /** S + A - P, 4 bytes, where S may be code that leads to the symbol. */
    R_AARCH64_PLT32(314),
    /** As ADR_GOT_PAGE, for the slot that holds a thread-local variable's offset from the thread pointer. */
    R_AARCH64_TLSIE_ADR_GOTTPREL_PAGE21(541),
    R_AARCH64_TLSIE_LD64_GOTTPREL_LO12_NC(542),
    /** Bits 12 to 23 of a thread-local variable's offset from the thread pointer: add. */
    R_AARCH64_TLSLE_ADD_TPREL_HI12(549),
    /** The lowest 12 bits of that offset, which may have no more: add. */
    R_AARCH64_TLSLE_ADD_TPREL_LO12(550),
    R_AARCH64_TLSLE_ADD_TPREL_LO12_NC(551),
    R_AARCH64_TLSLE_LDST8_TPREL_LO12(552),
    R_AARCH64_TLSLE_LDST8_TPREL_LO12_NC(553),
    R_AARCH64_TLSLE_LDST16_TPREL_LO12(554),
    R_AARCH64_TLSLE_LDST16_TPREL_LO12_NC(555),
    R_AARCH64_TLSLE_LDST32_TPREL_LO12(556),
    R_AARCH64_TLSLE_LDST32_TPREL_LO12_NC(557),
    R_AARCH64_TLSLE_LDST64_TPREL_LO12(558),
    R_AARCH64_TLSLE_LDST64_TPREL_LO12_NC(559),
    R_AARCH64_TLSLE_LDST128_TPREL_LO12(570),
    R_AARCH64_TLSLE_LDST128_TPREL_LO12_NC(571),
    R_AARCH64_GLOB_DAT(1025),
    R_AARCH64_JUMP_SLOT(1026),
    R_AARCH64_RELATIVE(1027),
    R_AARCH64_TLS_TPREL64(1030),
    R_AARCH64_IRELATIVE(1032),
    /** Any number this list does not hold. */
    UNKNOWN(-1);

    private static final Map<Integer, AArch64> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(AArch64::number, Function.identity()));

    private final int number;

    AArch64(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The type with that number, {@link #UNKNOWN} if there is none here. */
    public static AArch64 of(int number) {
        return BY_NUMBER.getOrDefault(number, UNKNOWN);
    }

    /** Whether the place is a branch, which code that leads on to the symbol serves as well as the symbol. */
    public boolean isBranch() {
        return switch (this) {
            case R_AARCH64_TSTBR14, R_AARCH64_CONDBR19, R_AARCH64_JUMP26, R_AARCH64_CALL26, R_AARCH64_PLT32 -> true;
            default -> false;
        };
    }

    /** Whether the place holds a distance from itself as data. */
    public boolean isDistance() {
        return this == R_AARCH64_PREL64 || this == R_AARCH64_PREL32 || this == R_AARCH64_PREL16;
    }
}
