package dev.suture.upatch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An ELF64 file read by the numbers of the gABI alone, so that a fault of Suture's own reader cannot hide one of its writer. */
final class RawElf {
    private final ByteBuffer bytes;

    RawElf(byte[] file) {
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A section header, sh_name resolved. */
    record Section(
            int index, String name, int type, long flags, int offset, int size, int link, int info, long entrySize) {}

    /** An Elf64_Rela. */
    record Rela(long offset, int symbol, int type, long addend) {}

    /** An Elf64_Sym, st_name resolved. */
    record Sym(String name, int info, int section, long value, long size) {}

    int u8(int at) {
        return bytes.get(at) & 0xff;
    }

    int u16(int at) {
        return bytes.getShort(at) & 0xffff;
    }

    int u32(int at) {
        return bytes.getInt(at);
    }

    long u64(int at) {
        return bytes.getLong(at);
    }

    String string(int at) {
        int end = at;
        while (bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), at, end - at, StandardCharsets.UTF_8);
    }

    List<Section> sections() {
        int table = (int) u64(0x28);
        int names = (int) u64(table + u16(0x3e) * u16(0x3a) + 24);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < u16(0x3c); i++) {
            int at = table + i * u16(0x3a);
            sections.add(new Section(
                    i,
                    string(names + u32(at)),
                    u32(at + 4),
                    u64(at + 8),
                    (int) u64(at + 24),
                    (int) u64(at + 32),
                    u32(at + 40),
                    u32(at + 44),
                    u64(at + 56)));
        }
        return sections;
    }

    Section section(String name) {
        return sections().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Rela> relocations(Section section) {
        List<Rela> result = new ArrayList<>();
        for (int at = section.offset(); at < section.offset() + section.size(); at += 24) {
            result.add(new Rela(u64(at), u32(at + 12), u32(at + 8), u64(at + 16)));
        }
        return result;
    }

    List<Sym> symbols() {
        Section table = section(".symtab");
        int names = sections().get(table.link()).offset();
        List<Sym> result = new ArrayList<>();
        for (int at = table.offset(); at < table.offset() + table.size(); at += 24) {
            result.add(new Sym(string(names + u32(at)), u8(at + 4), u16(at + 6), u64(at + 8), u64(at + 16)));
        }
        return result;
    }
}
