package dev.suture.elf;

import java.util.ArrayList;
import java.util.List;

/** Gathers the notes of a file from where they are: sections, or segments where a file has no sections. */
final class NoteReader {
    private final ElfFile file;

    NoteReader(ElfFile file) {
        this.file = file;
    }

    List<Note> read() {
        return file.sections().isEmpty() ? inSegments() : inSections();
    }

    private List<Note> inSections() {
        List<Section> sections =
                file.sections().stream().filter(s -> s.type() == Section.NOTE).toList();
        file.checkTogether(sections);
        List<Note> result = new ArrayList<>();
        sections.forEach(section -> result.addAll(Note.parse(section.contents(), section.alignment())));
        return List.copyOf(result);
    }

    private List<Note> inSegments() {
        ElfBytes bytes = file.bytes();
        List<Note> result = new ArrayList<>();
        long room = bytes.size();
        for (Segment segment : file.segments()) {
            if (segment.type() == Segment.NOTE) {
                room -= segment.fileSize();
                ElfBytes contents = bytes.slice(segment.offset(), segment.fileSize(), "a note segment");
                if (room < 0) {
                    throw bytes.error(segment.offset(), "a note segment not to overlap others");
                }
                result.addAll(Note.parse(contents, segment.alignment()));
            }
        }
        return List.copyOf(result);
    }
}
