package dev.suture.elf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Gcc;
import dev.suture.elf.Symbol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as ar writes them, and as BSD's does. */
class ArArchiveTest {
    private static final String LONG = "a_name_longer_than_the_sixteen_characters_of_a_header.o";

    @TempDir
    Path folder;

    private Path one;
    private Path two;

    @BeforeEach
    void compile() throws Exception {
        one = Gcc.compile(folder, "one.o", "int one;", "-c");
        two = Gcc.compile(folder, LONG, "int two;", "-c");
    }

    @Test
    void membersOfAGnuArchiveAreElfFiles() throws Exception {
        Path path = folder.resolve("lib.a");
        Gcc.run(List.of("ar", "rcs", path.toString(), one.toString(), two.toString()));
        ArArchive archive = ArArchive.open(path);
        assertThat(archive.members()).extracting(ArMember::name).containsExactly("one.o", LONG);
        assertThat(archive.member(LONG).orElseThrow().elf().symbols())
                .extracting(Symbol::name)
                .contains("two");
        assertThat(archive.members().getFirst().elf().name()).isEqualTo(path + "(one.o)");
        assertThat(archive.members().getFirst().contents().toArray()).isEqualTo(Files.readAllBytes(one));
    }

    @Test
    void aThinArchiveIsNamedAsOne() throws Exception {
        Path path = folder.resolve("thin.a");
        Gcc.run(List.of("ar", "rcsT", path.toString(), one.toString()));
        assertThatThrownBy(() -> ArArchive.open(path))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("thin");
    }

    @Test
    void namesBeforeTheContentsAreReadAsBsdWritesThem() throws Exception {
        byte[] object = Files.readAllBytes(one);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii("!<arch>\n"));
        bytes.writeBytes(
                ascii("%-16s%-12d%-6d%-6d%-8s%-10d`\n".formatted("#1/60", 0, 0, 0, "644", object.length + 60)));
        bytes.writeBytes(java.util.Arrays.copyOf(ascii(LONG), 60));
        bytes.writeBytes(object);
        ArArchive archive = ArArchive.of("bsd.a", bytes.toByteArray());
        assertThat(archive.members()).singleElement().satisfies(member -> {
            assertThat(member.name()).isEqualTo(LONG);
            assertThat(member.elf().symbols()).extracting(Symbol::name).contains("one");
        });
    }

    @Test
    void aSizeThatIsNoNumberIsRefused() throws Exception {
        String header = "%-16s%-12d%-6d%-6d%-8s%-10s`\n".formatted("x/", 0, 0, 0, "644", "12x");
        ArArchive archive = ArArchive.of("broken.a", ascii("!<arch>\n" + header));
        assertThatThrownBy(archive::members)
                .isInstanceOf(ElfFormatException.class)
                .hasMessage("broken.a: at offset 0x38: expected the size of a member in decimal digits, found \"12x\"");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
