package dev.suture.diff.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HexRowsTest {
    private static Optional<HexRows.Bytes> bytes(String text) {
        return Optional.of(new HexRows.Bytes(text.getBytes(StandardCharsets.ISO_8859_1), 0, List.of()));
    }

    private static Stream<String> differing(Optional<Cell> cell) {
        return cell.orElseThrow().tokens().stream().filter(Token::differs).map(Token::text);
    }

    @Test
    void bytesStandInHexAndAsCharactersAndBothAreMarkedWhereTheyDiffer() {
        List<DiffRow> rows = HexRows.align(16, bytes("group fare 05, yes"), bytes("group fare 12, yes"));
        assertThat(rows).extracting(DiffRow::kind).containsExactly(Kind.CHANGED, Kind.SAME);
        assertThat(rows.getFirst().base().orElseThrow().text())
                .isEqualTo("67 72 6f 75 70 20 66 61  72 65 20 30 35 2c 20 79  group fare 05, y");
        assertThat(differing(rows.getFirst().base())).containsExactly("30", "35", "05");
        assertThat(differing(rows.getFirst().patched())).containsExactly("31", "32", "12");
        assertThat(rows.getLast().base().orElseThrow().offset()).isEqualTo(16);
        assertThat(rows.getLast().base().orElseThrow().text()).isEqualTo("65 73 " + " ".repeat(42) + "es");
    }

    @Test
    void aRowHasAsManyBytesAsAreAskedFor() {
        List<DiffRow> rows = HexRows.align(8, bytes("0123456789\n"), bytes("0123456789\n"));
        assertThat(rows)
                .extracting(r -> r.base().orElseThrow().text())
                .containsExactly("30 31 32 33 34 35 36 37  01234567", "38 39 0a " + " ".repeat(15) + "89.");
        assertThatThrownBy(() -> new RowRenderer(Optional.empty(), false, 12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
    }

    @Test
    void whatOneSideDoesNotReachIsAddedOrDeleted() {
        assertThat(HexRows.align(8, bytes("01234567"), bytes("0123456789")))
                .extracting(DiffRow::kind)
                .containsExactly(Kind.SAME, Kind.ADDED);
        assertThat(HexRows.align(8, bytes("01234567"), Optional.empty()))
                .extracting(DiffRow::kind)
                .containsExactly(Kind.DELETED);
    }
}
