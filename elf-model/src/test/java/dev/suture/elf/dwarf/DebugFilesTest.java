package dev.suture.elf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Gcc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debug files as distributions split them off. */
class DebugFilesTest {
    @TempDir
    Path folder;

    private Path stripped(String buildId) throws Exception {
        Path full = Gcc.compile(folder, "full", "int main(void) { return 3; }", "-g", "-Wl,--build-id=" + buildId);
        Path program = folder.resolve("program");
        Path debug = folder.resolve("program.debug");
        Gcc.run(List.of("objcopy", "--only-keep-debug", full.toString(), debug.toString()));
        Gcc.run(List.of(
                "objcopy", "--strip-debug", "--add-gnu-debuglink=" + debug, full.toString(), program.toString()));
        return program;
    }

    @Test
    void byBuildId() throws Exception {
        Path program = stripped("0xabcdef0123456789");
        Path root = folder.resolve("root");
        Path place = Files.createDirectories(root.resolve(".build-id/ab"));
        Files.move(folder.resolve("program.debug"), place.resolve("cdef0123456789.debug"));
        ElfFile file = ElfFile.open(program);
        ElfFile debug = DebugFiles.find(file, program, List.of(root)).orElseThrow();
        assertThat(Dwarf.of(file).isEmpty()).isTrue();
        assertThat(Dwarf.of(debug).functions("main")).hasSize(1);
    }

    @Test
    void byLinkBesideTheFileOrInItsDebugFolder() throws Exception {
        Path program = stripped("none");
        assertThat(DebugFiles.find(ElfFile.open(program), program, List.of())).isPresent();
        Path hidden = Files.createDirectories(folder.resolve(".debug")).resolve("program.debug");
        Files.move(folder.resolve("program.debug"), hidden);
        assertThat(DebugFiles.find(ElfFile.open(program), program, List.of()))
                .get()
                .extracting(ElfFile::name)
                .isEqualTo(hidden.toString());
        Files.write(hidden, new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(DebugFiles.find(ElfFile.open(program), program, List.of()))
                .as("the checksum no longer fits")
                .isEmpty();
    }
}
