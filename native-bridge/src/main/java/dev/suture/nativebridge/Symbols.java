package dev.suture.nativebridge;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Lazy;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import dev.suture.elf.dwarf.DebugFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The names of a file's functions by address: from its own symbols, from its separate debug file's where it is stripped,
 * or else from those that the dynamic linker sees. Read when the first name is asked for.
 */
final class Symbols {
    /** No names at all. */
    static final Symbols NONE = new Symbols(Lazy.of(Table::empty));

    private final Lazy<Table> table;

    private Symbols(Lazy<Table> table) {
        this.table = table;
    }

    /** @param path where the file is */
    static Symbols of(ElfFile file, Path path) {
        return new Symbols(Lazy.of(() -> {
            try {
                return Table.of(fullest(file, path));
            } catch (ElfFormatException e) {
                return Table.empty(); // names are a help; their lack keeps nobody from unwinding
            }
        }));
    }

    private static SymbolTable fullest(ElfFile file, Path path) {
        if (file.symbols().size() > 0) {
            return file.symbols();
        }
        return DebugFiles.find(file, path, List.of(DebugFiles.SYSTEM_ROOT))
                .map(ElfFile::symbols)
                .filter(symbols -> symbols.size() > 0)
                .orElseGet(file::dynamicSymbols);
    }

    /**
     * A function that holds an address of the file.
     *
     * @param start the function's first address
     */
    record Name(String name, long start) {}

    Optional<Name> at(long address) {
        return table.get().at(address);
    }

    /** Ascending starts, as signed: user addresses are positive. */
    private record Table(Optional<SymbolTable> symbols, long[] starts, int[] indices) {
        static Table empty() {
            return new Table(Optional.empty(), new long[0], new int[0]);
        }

        static Table of(SymbolTable symbols) {
            int[] functions = new int[symbols.size()];
            int count = 0;
            for (int i = 0; i < symbols.size(); i++) {
                Symbol.Type type = symbols.typeOf(i);
                boolean function = type == Symbol.Type.FUNCTION || type == Symbol.Type.IFUNC;
                if (function && symbols.sectionIndexOf(i) != Symbol.UNDEFINED) {
                    functions[count++] = i;
                }
            }
            int[] sorted = Arrays.stream(functions, 0, count)
                    .boxed()
                    .sorted((a, b) -> Long.compare(symbols.valueOf(a), symbols.valueOf(b)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new Table(
                    Optional.of(symbols),
                    Arrays.stream(sorted).mapToLong(symbols::valueOf).toArray(),
                    sorted);
        }

        Optional<Name> at(long address) {
            int position = Arrays.binarySearch(starts, address);
            int last = position >= 0 ? position : -position - 2;
            if (last < 0 || symbols.isEmpty()) {
                return Optional.empty();
            }
            SymbolTable names = symbols.get();
            long size = names.sizeOf(indices[last]);
            // Hand-written functions often have no size: they reach to the next.
            if (size != 0 && address - starts[last] >= size) {
                return Optional.empty();
            }
            return Optional.of(new Name(names.nameOf(indices[last]), starts[last]));
        }
    }
}
