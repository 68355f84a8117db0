package dev.suture.upatch.format;

import dev.suture.elf.Symbol;

/**
 * A symbol outside the patch that it refers to.
 *
 * @param name its name
 * @param bound whether it is bound to {@code value}; otherwise it is looked up by name in the running process
 * @param weak whether an unbound one may be missing; its address is 0 then
 * @param value for a bound symbol its address in the target ELF, before load bias; for a bound thread-local one its
 *     offset in the target's TLS segment
 * @param type what it names
 */
public record UpatchSymbol(String name, boolean bound, boolean weak, long value, Symbol.Type type) {}
