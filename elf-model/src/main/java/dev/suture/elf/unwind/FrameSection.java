package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFormatException;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The records of one {@code .eh_frame} or {@code .debug_frame}, decoded when asked for. */
final class FrameSection {
    /** Which of the two formats the records have. */
    enum Format {
        EXCEPTION,
        DEBUG
    }

    private final ElfBytes bytes;
    private final Format format;
    private final PointerEncoding.Bases bases;
    private final ConcurrentMap<Long, FrameEntry.Common> commons = new ConcurrentHashMap<>();
    /** Bytes that CIEs may still take: sound ones do not overlap, so reading all of them stays in proportion. */
    private final AtomicLong commonRoom;

    FrameSection(ElfBytes bytes, Format format, PointerEncoding.Bases bases) {
        this.bytes = bytes;
        this.format = format;
        this.bases = bases;
        this.commonRoom = new AtomicLong(bytes.size());
    }

    ElfBytes bytes() {
        return bytes;
    }

    PointerEncoding.Bases bases() {
        return bases;
    }

    FrameRecord record(long offset) {
        return format == Format.DEBUG
                ? FrameRecord.debugFrame(bytes, offset)
                : FrameRecord.exceptionFrame(bytes, offset);
    }

    /**
     * The description at an offset.
     *
     * @throws ElfFormatException if there is none
     */
    FrameEntry entry(long offset) {
        FrameRecord record = record(offset);
        if (record.kind() != FrameRecord.Kind.DESCRIPTION) {
            throw bytes.error(offset, "the description of a function (FDE)");
        }
        return entry(record);
    }

    /**
     * Gives all descriptions.
     *
     * @param terminated whether a length of 0 is the end; else, as in sections put together from several, what follows
     *     is read as well
     */
    void entries(boolean terminated, Consumer<FrameEntry> each) {
        FrameRecord record;
        for (long at = 0; at < bytes.size(); at = record.end()) {
            record = record(at);
            if (record.kind() == FrameRecord.Kind.END && terminated) {
                return;
            }
            if (record.kind() == FrameRecord.Kind.DESCRIPTION) {
                each.accept(entry(record));
            }
        }
    }

    private FrameEntry entry(FrameRecord record) {
        FrameEntry.Common common = common(record.common());
        CommonEntry entry = common.entry();
        ElfBytes window = bytes.slice(0, record.end(), "a record");
        ByteCursor cursor = new ByteCursor(window, record.body());
        if (PointerEncoding.isIndirect(entry.addressEncoding())) {
            throw cursor.error("a function's address, found the place of one");
        }
        long start = PointerEncoding.read(cursor, entry.addressEncoding(), bases);
        long length = PointerEncoding.readLength(cursor, entry.addressEncoding());
        OptionalLong table = OptionalLong.empty();
        if (entry.sized()) {
            long size = cursor.uleb();
            long data = cursor.at();
            cursor.block(size, "augmentation data");
            if (size > 0 && entry.tableEncoding() != PointerEncoding.OMITTED) {
                long address = PointerEncoding.read(new ByteCursor(window, data), entry.tableEncoding(), bases);
                table = address == 0 ? OptionalLong.empty() : OptionalLong.of(address);
            }
        }
        return new FrameEntry(this, common, record.offset(), start, start + length, table, window, cursor.at());
    }

    /** The common part at an offset, read once. */
    FrameEntry.Common common(long offset) {
        FrameEntry.Common known = commons.get(offset);
        return known != null ? known : commons.computeIfAbsent(offset, this::readCommon);
    }

    private FrameEntry.Common readCommon(long offset) {
        FrameRecord record = record(offset);
        if (commonRoom.addAndGet(record.offset() - record.end()) < 0) {
            throw bytes.error(offset, "common parts (CIE) that do not overlap");
        }
        CommonEntry entry = CommonEntry.read(bytes, record, bases);
        CallFrameProgram program =
                new CallFrameProgram(entry, bases, new ByteCursor(entry.instructions(), 0), new RuleSet(), 0);
        while (program.run() != CallFrameProgram.END) {
            // A common part has no places; what moves to one has no effect (DWARF 5, 6.4.1).
        }
        return new FrameEntry.Common(entry, program.rules().copy());
    }
}
