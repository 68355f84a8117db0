package dev.suture.elf.unwind;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Lazy;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One section of records with its index. */
final class FrameSource {
    private final FrameSection section;
    private final boolean terminated;
    private final Lazy<FrameIndex> index;

    /** What is done to each section first: nothing, or a copy is made. */
    interface Copying extends UnaryOperator<ElfBytes> {}

    private FrameSource(FrameSection section, boolean terminated, Supplier<Optional<HeaderIndex>> header) {
        this.section = section;
        this.terminated = terminated;
        this.index = Lazy.of(() -> {
            Optional<HeaderIndex> found = header.get();
            return found.isPresent() ? found.get() : SortedIndex.of(section, terminated);
        });
    }

    static FrameSource ofRecords(ElfBytes records, long address) {
        return exceptionFrames(records, address, true, 0, Optional::empty);
    }

    static List<FrameSource> of(ElfFile file, Copying copying) {
        List<FrameSource> sources = new ArrayList<>();
        Optional<Section> records = filled(file, ".eh_frame");
        if (records.isPresent()) {
            sources.add(ofSections(file, records.get(), copying));
        } else {
            ofSegment(file, copying).ifPresent(sources::add);
        }
        filled(file, ".debug_frame").or(() -> filled(file, ".zdebug_frame")).ifPresent(debug -> {
            PointerEncoding.Bases bases = new PointerEncoding.Bases(0, 0, 0);
            ElfBytes bytes = debug.isCompressed() ? debug.decompressed() : copying.apply(debug.contents());
            sources.add(
                    new FrameSource(new FrameSection(bytes, FrameSection.Format.DEBUG, bases), false, Optional::empty));
        });
        return sources;
    }

    /** A section that has its bytes in this file, not in the one it was split off from. */
    private static Optional<Section> filled(ElfFile file, String name) {
        return file.section(name)
                .filter(s -> s.type() == Section.PROGBITS || s.type() == Section.X86_64_UNWIND)
                .filter(s -> s.size() > 0);
    }

    private static FrameSource ofSections(ElfFile file, Section records, Copying copying) {
        ElfBytes bytes = copying.apply(records.contents());
        Optional<Section> header = filled(file, ".eh_frame_hdr");
        long text = file.section(".text").map(Section::address).orElse(0L);
        return exceptionFrames(
                bytes,
                records.address(),
                false,
                text,
                () -> header.flatMap(h ->
                        HeaderIndex.of(copying.apply(h.contents()), h.address(), records.address(), bytes.size())));
    }

    /** The records of a file without section headers: its program header leads to the search table, that to them. */
    private static Optional<FrameSource> ofSegment(ElfFile file, Copying copying) {
        Optional<Segment> segment = file.segments().stream()
                .filter(s -> s.type() == Segment.GNU_EH_FRAME)
                .findFirst();
        if (segment.isEmpty()) {
            return Optional.empty();
        }
        long address = segment.get().address();
        Optional<ElfBytes> header = file.bytesFrom(address);
        OptionalLong place = header.map(h -> HeaderIndex.recordsOf(h, address)).orElse(OptionalLong.empty());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        long records = place.getAsLong();
        return file.bytesFrom(records).map(found -> {
            ElfBytes bytes = copying.apply(found);
            return exceptionFrames(
                    bytes,
                    records,
                    true,
                    0,
                    () -> HeaderIndex.of(copying.apply(header.get()), address, records, bytes.size()));
        });
    }

    private static FrameSource exceptionFrames(
            ElfBytes bytes, long address, boolean terminated, long text, Supplier<Optional<HeaderIndex>> header) {
        PointerEncoding.Bases bases = new PointerEncoding.Bases(address, text, 0);
        return new FrameSource(new FrameSection(bytes, FrameSection.Format.EXCEPTION, bases), terminated, header);
    }

    /** The index, made if it is not there yet. */
    FrameIndex index() {
        return index.get();
    }

    Optional<FrameEntry> find(long address) {
        long offset = index.get().find(address);
        if (offset == FrameIndex.NONE) {
            return Optional.empty();
        }
        FrameEntry entry = section.entry(offset);
        return entry.contains(address) ? Optional.of(entry) : Optional.empty();
    }

    void entries(Consumer<FrameEntry> each) {
        section.entries(terminated, each);
    }
}
