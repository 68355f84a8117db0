package dev.suture.upatch.rehearsal;

import dev.suture.elf.ElfBuilder;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.upatch.abi.ProcessorAbi;
import dev.suture.upatch.format.PatchMetadata;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A patch for any program: it replaces what the program ran before its {@code main} and runs no more (gABI, "Initialization and
 * Termination Functions"), so that neither the code nor the jump to it is ever executed.
 */
final class RehearsalPatch {
    private static final String REPLACED = ".init";
    private static final byte[] RETURN_X86_64 = {(byte) 0xc3};
    private static final byte[] RETURN_AARCH64 = {(byte) 0xc0, 0x03, 0x5f, (byte) 0xd6};

    private RehearsalPatch() {}

    /** @throws PatchException (TROUBLE) if the program is not of the kind that can be patched */
    static byte[] of(Path program) {
        ElfFile target = ElfFile.open(program);
        Machine machine = target.header().machine();
        Optional<ProcessorAbi> abi = ProcessorAbi.of(machine);
        Optional<Section> replaced = target.section(REPLACED).filter(Section::isCode);
        Optional<String> buildId = target.buildId();
        if (abi.isEmpty() || replaced.isEmpty() || buildId.isEmpty()) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "rehearsal",
                    "%s cannot be rehearsed with: it has no build-id, no %s, or is of another machine."
                            .formatted(program, REPLACED),
                    "Nothing has to be done; the first change only takes a little longer.");
        }
        PatchMetadata metadata = new PatchMetadata(
                PatchMetadata.SCHEMA_VERSION,
                UUID.randomUUID().toString(),
                "rehearsal",
                program.getFileName().toString(),
                buildId.get(),
                List.of());
        return build(machine, abi.get().addressType(), replaced.get(), metadata);
    }

    private static byte[] build(Machine machine, int addressType, Section replaced, PatchMetadata metadata) {
        ElfBuilder elf = new ElfBuilder(machine, ByteOrder.LITTLE_ENDIAN);
        byte[] code = machine == Machine.X86_64 ? RETURN_X86_64 : RETURN_AARCH64;
        int text = elf.addSection(".text.rehearsal", Section.PROGBITS, Section.ALLOC | Section.EXEC, 16, 0, code);
        int function = elf.addSymbol("rehearsal", 0, code.length, Symbol.Type.FUNCTION, Symbol.Binding.GLOBAL, 0, text);
        ByteBuffer entry = ByteBuffer.allocate(UpatchFormat.ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        entry.putLong(UpatchFormat.NEW_SIZE, code.length)
                .putLong(UpatchFormat.OLD_ADDRESS, replaced.address())
                .putLong(UpatchFormat.OLD_SIZE, replaced.size());
        int table = elf.addSection(UpatchFormat.FUNCTIONS, Section.PROGBITS, Section.ALLOC, 8, 0, entry.array());
        byte[] name = "_init\0".getBytes(StandardCharsets.US_ASCII);
        int names = elf.addSection(UpatchFormat.STRINGS, Section.PROGBITS, Section.ALLOC, 1, 0, name);
        int namesSymbol = elf.addSymbol("", 0, 0, Symbol.Type.SECTION, Symbol.Binding.LOCAL, 0, names);
        elf.addRelocation(table, new Relocation(UpatchFormat.NEW_ADDRESS, addressType, function, 0));
        elf.addRelocation(table, new Relocation(UpatchFormat.NAME, addressType, namesSymbol, 0));
        elf.addSection(UpatchFormat.NOTE, Section.NOTE, 0, 4, 0, note(UpatchFile.toJson(metadata)));
        return elf.build();
    }

    /** ELF gABI, "Note Section": sizes, type, then name and description, each padded to four bytes. */
    private static byte[] note(byte[] description) {
        byte[] owner = (UpatchFormat.NOTE_OWNER + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer sizes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        sizes.putInt(owner.length).putInt(description.length).putInt(UpatchFormat.NOTE_METADATA);
        ByteArrayOutputStream note = new ByteArrayOutputStream();
        note.writeBytes(sizes.array());
        for (byte[] part : List.of(owner, description)) {
            note.writeBytes(part);
            note.writeBytes(new byte[-part.length & 3]);
        }
        return note.toByteArray();
    }
}
