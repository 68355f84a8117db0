package dev.suture.diff;

import dev.suture.elf.ElfFile;
import dev.suture.elf.archive.ArMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where one version of an object is to be found. */
sealed interface Side {
    ElfFile open();

    /** A file of its own. */
    record InFile(Path path) implements Side {
        @Override
        public ElfFile open() {
            return ElfFile.open(path);
        }
    }

    /** A member of an archive. */
    record InArchive(ArMember member) implements Side {
        @Override
        public ElfFile open() {
            return member.elf();
        }
    }

    /** Whether both have the same bytes, found out without opening either as ELF. */
    static boolean areEqual(Side base, Side patched) {
        if (base instanceof InFile(Path one) && patched instanceof InFile(Path other)) {
            try {
                return Files.mismatch(one, other) == -1;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read %s or %s: %s".formatted(one, other, e.getMessage()), e);
            }
        }
        return base instanceof InArchive(ArMember one)
                && patched instanceof InArchive(ArMember other)
                && one.contents().mismatch(other.contents()) == -1;
    }
}
