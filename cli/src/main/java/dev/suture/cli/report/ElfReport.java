package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Note;
import dev.suture.elf.Section;
import dev.suture.report.view.Names;
import dev.suture.report.view.Side;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an ELF file holds: header, sections, items, notes. */
public final class ElfReport {
    private final ElfFile file;
    private final List<String> producers;
    private final List<ElfItem> items;

    /** @throws dev.suture.elf.ElfFormatException if its symbols are malformed */
    public ElfReport(ElfFile file) {
        this.file = file;
        this.producers = Side.producers(file);
        this.items = ElfItem.of(file);
    }

    /** Prints it for people. */
    public void print(Palette palette, PrintWriter out) {
        ElfHeader header = file.header();
        out.println("%s: ELF64 %s, %s, %s"
                .formatted(
                        palette.bold(file.name()),
                        byteOrder(header),
                        header.type().name().toLowerCase(Locale.ROOT),
                        header.machine().label()));
        field("build-id", file.buildId(), out);
        if (header.entry() != 0) {
            field("entry", Optional.of("0x%x".formatted(header.entry())), out);
        }
        producers.forEach(p -> field("producer", Optional.of(p), out));
        sections(palette, out);
        items(palette, out);
        notes(palette, out);
    }

    private static void field(String label, Optional<String> value, PrintWriter out) {
        value.ifPresent(v -> out.println("  %-9s %s".formatted(label, v)));
    }

    private void sections(Palette palette, PrintWriter out) {
        out.println();
        out.println(palette.heading("%d sections".formatted(file.sections().size())));
        out.println(palette.dim("  %5s  %-12s %-5s %16s %10s %6s  %s"
                .formatted("index", "type", "flags", "address", "size", "align", "name")));
        for (Section section : file.sections()) {
            out.println("  %5d  %-12s %-5s %16x %10d %6d  %s"
                    .formatted(
                            section.index(),
                            SectionWords.type(section),
                            SectionWords.flags(section),
                            section.address(),
                            section.size(),
                            section.alignment(),
                            section.name())
                    .stripTrailing());
        }
    }

    private void items(Palette palette, PrintWriter out) {
        out.println();
        out.println(palette.heading("%d functions and data".formatted(items.size())));
        if (items.isEmpty()) {
            out.println("  No symbol names any; the file is stripped.");
            return;
        }
        out.println(palette.dim("  %-8s %16s %10s  %-7s %s".formatted("kind", "place", "bytes", "binding", "name")));
        for (ElfItem item : items) {
            out.println("  %-8s %16x %10d  %-7s %s  %s"
                    .formatted(
                            TextReport.word(item.kind()),
                            item.place(),
                            item.size(),
                            item.binding().name().toLowerCase(Locale.ROOT),
                            Names.readable(item.name()),
                            palette.dim(item.section())));
        }
    }

    private void notes(Palette palette, PrintWriter out) {
        List<Note> notes = file.notes();
        out.println();
        out.println(palette.heading("%d %s".formatted(notes.size(), notes.size() == 1 ? "note" : "notes")));
        for (Note note : notes) {
            String hex = HexFormat.of().formatHex(note.description());
            out.println("  %-8s type 0x%x, %d bytes  %s"
                    .formatted(
                            note.owner(),
                            note.type(),
                            note.description().length,
                            hex.length() > 80 ? hex.substring(0, 80) + "…" : hex)
                    .stripTrailing());
        }
    }

    private static String byteOrder(ElfHeader header) {
        return header.order() == ByteOrder.LITTLE_ENDIAN ? "little-endian" : "big-endian";
    }

    /** The same for scripts. */
    public String json() throws JsonProcessingException {
        ElfHeader header = file.header();
        ObjectNode root = JsonReport.root();
        root.put("path", file.name())
                .put("type", header.type().name())
                .put("machine", header.machine().label())
                .put("machineNumber", header.machineNumber())
                .put("byteOrder", byteOrder(header))
                .put("entry", header.entry())
                .put("buildId", file.buildId().orElse(null));
        ArrayNode makers = root.putArray("producers");
        producers.forEach(makers::add);
        ArrayNode sections = root.putArray("sections");
        file.sections().forEach(s -> section(s, sections.addObject()));
        ArrayNode nodes = root.putArray("items");
        items.forEach(i -> nodes.addObject()
                .put("kind", i.kind().name())
                .put("name", i.name())
                .put("demangled", Names.readable(i.name()))
                .put("section", i.section())
                .put("place", i.place())
                .put("size", i.size())
                .put("binding", i.binding().name()));
        ArrayNode notes = root.putArray("notes");
        file.notes()
                .forEach(n -> notes.addObject()
                        .put("owner", n.owner())
                        .put("type", n.type())
                        .put("description", HexFormat.of().formatHex(n.description())));
        return JsonReport.write(root);
    }

    private static void section(Section section, ObjectNode node) {
        node.put("index", section.index())
                .put("name", section.name())
                .put("type", SectionWords.type(section))
                .put("flags", SectionWords.flags(section))
                .put("address", section.address())
                .put("offset", section.offset())
                .put("size", section.size())
                .put("alignment", section.alignment());
    }
}
