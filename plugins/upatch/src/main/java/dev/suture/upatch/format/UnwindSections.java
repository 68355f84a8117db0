package dev.suture.upatch.format;

import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Link;
import dev.suture.diff.extract.Part;
import dev.suture.diff.extract.UnwindPart;
import dev.suture.elf.ElfBuilder;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Writes the sections by which exceptions pass through a patch: the unwind records of its code, the code that registers
 * them with the C++ runtime ({@code __register_frame} of libgcc), and the byte that says how far that is.
 */
final class UnwindSections {
    private static final String CODE = ".text.suture.unwind";

    /** A record begins with its length and the distance back to its CIE (LSB Core, "Exception Frames"). */
    private static final int DISTANCE = 4;

    private final ElfBuilder elf;
    private final UnwindCode unwindCode;
    /** Index of the section of the registering code. */
    private final int codeSection;
    /** Symbols of the state byte and the registering code. */
    private final int state;

    private final int code;

    private UnwindSections(ElfBuilder elf, UnwindCode unwindCode, int stateSection, int codeSection) {
        this.elf = elf;
        this.unwindCode = unwindCode;
        this.codeSection = codeSection;
        this.state = sectionSymbol(elf, stateSection);
        this.code = sectionSymbol(elf, codeSection);
    }

    static boolean areNeeded(Extraction extraction) {
        return extraction.parts().stream().anyMatch(p -> !p.unwinding().isEmpty());
    }

    /**
     * Adds the sections but for the records, whose relocations need all other symbols.
     *
     * @param registerFrame index of the symbol of {@code __register_frame}
     */
    static UnwindSections add(ElfBuilder elf, UnwindCode unwindCode, int registerFrame) {
        int stateSection = elf.addZeroSection(UpatchFormat.UNWIND_STATE, Section.ALLOC | Section.WRITE, 1, 1);
        byte[] registration = unwindCode.registration();
        int codeSection = elf.addSection(CODE, Section.PROGBITS, Section.ALLOC | Section.EXEC, 16, 0, registration);
        UnwindSections result = new UnwindSections(elf, unwindCode, stateSection, codeSection);
        result.link(codeSection, unwindCode.toState(), result.state);
        result.link(codeSection, unwindCode.toRegisterFrame(), registerFrame);
        return result;
    }

    private static int sectionSymbol(ElfBuilder elf, int section) {
        return elf.addSymbol("", 0, 0, Symbol.Type.SECTION, Symbol.Binding.LOCAL, 0, section);
    }

    private void link(int section, List<UnwindCode.Field> fields, int symbol) {
        for (UnwindCode.Field field : fields) {
            elf.addRelocation(section, new Relocation(field.offset(), field.type(), symbol, field.addend()));
        }
    }

    /** Relocates the {@linkplain UnwindCode#entry entry} at the start of a replacement's section. */
    void linkEntry(int section) {
        link(section, unwindCode.entryToState(), state);
        link(section, unwindCode.entryToRegistration(), code);
    }

    private record Common(ByteBuffer bytes, List<Integer> symbols) {}

    private record Pending(long at, Link link) {}

    /** @param symbolOf the symbol a link leads to */
    void addRecords(Extraction extraction, ToIntFunction<Link> symbolOf) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Pending> links = new ArrayList<>();
        Map<Common, Integer> known = new HashMap<>();
        for (Part part : extraction.parts()) {
            for (UnwindPart record : part.unwinding()) {
                Common common = new Common(
                        ByteBuffer.wrap(record.common().bytes()),
                        record.commonLinks().stream().map(symbolOf::applyAsInt).toList());
                Integer start = known.get(common);
                if (start == null) {
                    start = out.size();
                    known.put(common, start);
                    append(out, record.common().bytes(), record.commonLinks(), links);
                }
                byte[] description = record.description().bytes().clone();
                ByteBuffer.wrap(description)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(DISTANCE, out.size() + DISTANCE - start);
                append(out, description, record.descriptionLinks(), links);
            }
        }
        // A length of 0 ends the records.
        out.writeBytes(new byte[4]);
        int records =
                elf.addSection(UpatchFormat.UNWIND_RECORDS, Section.PROGBITS, Section.ALLOC, 8, 0, out.toByteArray());
        for (Pending pending : links) {
            Link link = pending.link();
            elf.addRelocation(
                    records,
                    new Relocation(pending.at(), link.reference().type(), symbolOf.applyAsInt(link), link.addend()));
        }
        link(codeSection, unwindCode.toRecords(), sectionSymbol(elf, records));
    }

    private static void append(ByteArrayOutputStream out, byte[] bytes, List<Link> links, List<Pending> pending) {
        links.forEach(l -> pending.add(new Pending(out.size() + l.reference().offset(), l)));
        out.writeBytes(bytes);
    }
}
