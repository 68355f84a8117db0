package dev.suture.workbench.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path folder;

    private void print(String text) throws Exception {
        Files.writeString(folder.resolve("log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void wholeLinesComeAsTheyAreWrittenWithTheirPlaceInTheFile() throws Exception {
        print("of a former run\n");
        LogTail tail = new LogTail(folder.resolve("log"), 16);
        assertThat(tail.read()).isEmpty();
        print("gcc -c a.c\nhal");
        assertThat(tail.read()).extracting(LogLine::text).containsExactly("gcc -c a.c");
        print("f a line\n10 %\r20 %\rdone\nno end");
        List<LogLine> more = tail.readToEnd();
        assertThat(more).extracting(LogLine::text).containsExactly("half a line", "done", "no end");
        assertThat(more).extracting(LogLine::number).containsExactly(1, 2, 3);
        byte[] file = Files.readAllBytes(folder.resolve("log"));
        assertThat(more)
                .allSatisfy(l -> assertThat((char) file[(int) l.offset() - 1]).isEqualTo('\n'));
        assertThat(new String(file, (int) more.getFirst().offset(), 11)).isEqualTo("half a line");
    }

    @Test
    void aFileThatIsNotThereYetHasNoLines() throws Exception {
        LogTail tail = new LogTail(folder.resolve("log"), 0);
        assertThat(tail.readToEnd()).isEmpty();
        print("a\n");
        assertThat(tail.readToEnd()).hasSize(1);
    }

    @Test
    void whatLinesAreIsTold() {
        assertThat(kind("=== base build: make -j2")).isEqualTo(LogLine.Kind.COMMAND);
        assertThat(kind("main.c:7:5: error: unknown type name 'retrun'")).isEqualTo(LogLine.Kind.ERROR);
        assertThat(kind("make: *** [Makefile:3: main.o] Error 1")).isEqualTo(LogLine.Kind.ERROR);
        assertThat(kind("main.c:7:5: warning: unused variable 'x'")).isEqualTo(LogLine.Kind.WARNING);
        assertThat(kind("gcc -Werror -c error.c")).isEqualTo(LogLine.Kind.OTHER);
    }

    private static LogLine.Kind kind(String text) {
        return LogLine.of(0, 0, text).kind();
    }
}
