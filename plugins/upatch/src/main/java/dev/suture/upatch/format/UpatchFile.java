package dev.suture.upatch.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.upatch.abi.ProcessorAbi;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code .upatch} file that was read and checked: every function entry is relocated to a section of the file and to a
 * name.
 *
 * @param elf the file
 * @param metadata what it says of itself
 * @param functions the functions it replaces, in file order; at least one
 */
public record UpatchFile(ElfFile elf, PatchMetadata metadata, List<UpatchFunction> functions) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    public UpatchFile {
        functions = List.copyOf(functions);
    }

    /**
     * @throws PatchException (TROUBLE) if the file cannot be read, is no ELF or no whole patch
     */
    public static UpatchFile open(Path path) {
        try {
            return read(ElfFile.open(path));
        } catch (UncheckedIOException e) {
            throw trouble("patch-unreadable", "The patch %s cannot be read: %s".formatted(path, e.getMessage()), e);
        } catch (ElfFormatException e) {
            throw trouble("patch-malformed", "%s is no hot patch: %s".formatted(path, e.getMessage()), e);
        }
    }

    /**
     * @throws PatchException (TROUBLE) if it is an ELF but no patch
     * @throws ElfFormatException if it is malformed
     */
    public static UpatchFile read(ElfFile elf) {
        if (elf.header().type() != ElfHeader.Type.RELOCATABLE) {
            throw missing(elf, "is linked, a patch is not");
        }
        Section table =
                elf.section(UpatchFormat.FUNCTIONS).orElseThrow(() -> missing(elf, "has no " + UpatchFormat.FUNCTIONS));
        List<UpatchFunction> functions = functions(elf, table);
        if (functions.isEmpty()) {
            throw missing(elf, "replaces no function");
        }
        PatchMetadata metadata = metadata(elf);
        new UpatchCheck(elf).check(metadata, functions);
        return new UpatchFile(elf, metadata, functions);
    }

    /** What its processor asks of it. */
    public ProcessorAbi abi() {
        return ProcessorAbi.of(elf.header().machine()).orElseThrow();
    }

    /** In the words all kinds share. */
    public PatchInfo info() {
        return new PatchInfo(
                metadata.id(),
                metadata.name(),
                "upatch",
                elf.header().machine().label(),
                metadata.targetName(),
                metadata.targetBuildId(),
                functions.stream()
                        .map(f -> new PatchedFunction(f.name(), f.oldAddress(), f.oldSize(), f.newSize()))
                        .toList());
    }

    private static List<UpatchFunction> functions(ElfFile elf, Section table) {
        ElfBytes bytes = table.contents();
        if (bytes.size() % UpatchFormat.ENTRY != 0) {
            throw bytes.error(0, "entries of %d bytes, found %d bytes".formatted(UpatchFormat.ENTRY, bytes.size()));
        }
        Map<Long, Relocation> relocations = new HashMap<>();
        elf.relocationSectionsOf(table).forEach(r -> elf.relocations(r).forEach(e -> relocations.put(e.offset(), e)));
        List<UpatchFunction> result = new ArrayList<>();
        for (long at = 0; at < bytes.size(); at += UpatchFormat.ENTRY) {
            Place code = place(elf, bytes, relocations, at + UpatchFormat.NEW_ADDRESS);
            Place name = place(elf, bytes, relocations, at + UpatchFormat.NAME);
            result.add(new UpatchFunction(
                    elf.section(name.section()).contents().string(name.offset()),
                    code.section(),
                    code.offset(),
                    bytes.i64(at + UpatchFormat.NEW_SIZE),
                    bytes.i64(at + UpatchFormat.OLD_ADDRESS),
                    bytes.i64(at + UpatchFormat.OLD_SIZE),
                    (int) bytes.i64(at + UpatchFormat.SYMBOL_POSITION)));
        }
        return result;
    }

    private record Place(int section, long offset) {}

    private static Place place(ElfFile elf, ElfBytes bytes, Map<Long, Relocation> relocations, long at) {
        Relocation relocation = relocations.get(at);
        if (relocation == null) {
            throw bytes.error(at, "a relocation in " + UpatchFormat.FUNCTIONS);
        }
        Symbol symbol = elf.symbols().get(relocation.symbol());
        if (!symbol.isInSection()) {
            throw bytes.error(at, "a relocation to a section of the patch, found one to '%s'".formatted(symbol.name()));
        }
        return new Place(symbol.sectionIndex(), symbol.value() + relocation.addend());
    }

    private static PatchMetadata metadata(ElfFile elf) {
        byte[] json = elf.notes().stream()
                .filter(n -> n.owner().equals(UpatchFormat.NOTE_OWNER) && n.type() == UpatchFormat.NOTE_METADATA)
                .findFirst()
                .orElseThrow(() -> missing(
                        elf, "does not say which build of its target it is for (no %s)".formatted(UpatchFormat.NOTE)))
                .description();
        try {
            PatchMetadata metadata = JSON.readValue(json, PatchMetadata.class);
            if (metadata == null) {
                throw missing(elf, "has no metadata");
            }
            if (metadata.schemaVersion() > PatchMetadata.SCHEMA_VERSION) {
                throw missing(elf, "was written by a newer Suture (schema %d)".formatted(metadata.schemaVersion()));
            }
            if (metadata.id() == null
                    || metadata.targetBuildId() == null
                    || metadata.targetName() == null
                    || metadata.name() == null) {
                throw missing(elf, "has incomplete metadata");
            }
            return metadata;
        } catch (java.io.IOException e) {
            throw trouble("patch-malformed", "%s has unreadable metadata: %s".formatted(elf.name(), e.getMessage()), e);
        }
    }

    /** The contents of the note. */
    public static byte[] toJson(PatchMetadata metadata) {
        try {
            return JSON.writeValueAsBytes(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PatchException missing(ElfFile elf, String what) {
        return trouble("patch-malformed", "%s is no usable hot patch: it %s.".formatted(elf.name(), what), null);
    }

    private static PatchException trouble(String id, String message, Throwable cause) {
        return new PatchException(
                PatchException.Kind.TROUBLE, id, message, "Give a .upatch file made by suture build.", cause);
    }
}
