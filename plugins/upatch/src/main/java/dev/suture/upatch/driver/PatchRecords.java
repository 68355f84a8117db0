package dev.suture.upatch.driver;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.Section;
import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.CodeRecords;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFormat;
import java.util.List;
import java.util.Optional;

/** The unwind records that a patch has brought into a process with its code, if it has any: so that threads in it unwind. */
final class PatchRecords {
    private PatchRecords() {}

    /** As they stand in the process, relocated. */
    static List<CodeRecords> of(AppliedPatch applied) {
        UpatchFile patch = applied.patch();
        PatchHeader header = applied.header();
        PatchLayout layout = applied.layout();
        Optional<Section> records =
                patch.elf().section(UpatchFormat.UNWIND_RECORDS).filter(s -> layout.isLoaded(s.index()));
        if (records.isEmpty() || layout.codeSize() == 0) {
            return List.of();
        }
        String name = "patch " + patch.metadata().name();
        long address = header.start() + layout.section(records.get().index());
        byte[] bytes =
                applied.memory().read(address, Math.toIntExact(records.get().size()));
        long code = header.start() + layout.codeStart();
        return List.of(new CodeRecords(
                name,
                new AddressRange(code, code + layout.codeSize()),
                ElfBytes.of(name, bytes, patch.elf().bytes().order()),
                address));
    }
}
