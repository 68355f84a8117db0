package dev.suture.upatch.driver;

import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.upatch.driver.CodeWrites.Write;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A patch as one process holds it.
 *
 * @param patch its file
 * @param process the process
 * @param memory the process's memory
 * @param target where its target is now; empty if the process no longer has it where it was patched
 * @param stack all patches in the process
 * @param header this one's header
 */
record AppliedPatch(
        UpatchFile patch,
        LinuxProcess process,
        ProcessMemory memory,
        Optional<TargetInProcess> target,
        PatchStack stack,
        PatchHeader header) {
    /** How one replaced function stands. */
    enum Standing {
        /** Its jump stands, or another patch's over it. */
        ACTIVE,
        /** Its own code stands, or the jump of another patch. */
        ORIGINAL,
        /** Its jump was half written when Suture died. */
        TORN,
        /** Something else stands there. */
        OTHER
    }

    /** The patch with the file's id in a process; empty if there is none. */
    static Optional<AppliedPatch> find(UpatchFile patch, LinuxProcess process, ProcessMemory memory) {
        PatchStack stack = PatchStack.of(process, memory);
        return stack.find(patch.metadata().id())
                .filter(h -> h.functions().size() == patch.functions().size())
                .map(h -> {
                    long bias = h.functions().getFirst().oldAddress()
                            - patch.functions().getFirst().oldAddress();
                    Optional<TargetInProcess> target = new TargetFinder(
                                    patch.metadata().targetBuildId())
                            .find(process)
                            .filter(t -> t.bias() == bias);
                    return new AppliedPatch(patch, process, memory, target, stack, h);
                });
    }

    /** ACTIVED, DEACTIVED (also where the target is gone), PARTLY_ACTIVED after a death, UNKNOWN after another tool. */
    PatchState state() {
        if (target.isEmpty()) {
            return PatchState.DEACTIVED;
        }
        List<Standing> standings = standings();
        if (standings.contains(Standing.OTHER)) {
            return PatchState.UNKNOWN;
        }
        if (standings.stream().distinct().count() > 1 || standings.contains(Standing.TORN)) {
            return PatchState.PARTLY_ACTIVED;
        }
        return standings.getFirst() == Standing.ACTIVE ? PatchState.ACTIVED : PatchState.DEACTIVED;
    }

    /** Of each function, in the header's order. */
    List<Standing> standings() {
        List<Standing> result = new ArrayList<>();
        for (int i = 0; i < header.functions().size(); i++) {
            result.add(standing(i));
        }
        return result;
    }

    private Standing standing(int index) {
        PatchHeader.Function function = header.functions().get(index);
        byte[] original = original(index);
        PatchStack.Entry entry = stack.at(function.oldAddress(), original.length);
        if (entry.has(header)) {
            return Standing.ACTIVE;
        }
        if (Arrays.equals(entry.base(), original)) {
            return Standing.ORIGINAL;
        }
        byte[] jump = function.jump();
        byte[] found = Arrays.copyOf(entry.now(), jump.length);
        boolean torn = crossing(function, function.underJump(), jump).leaves(found)
                || crossing(function, jump, function.underJump()).leaves(found);
        return torn ? Standing.TORN : Standing.OTHER;
    }

    private PageCrossing crossing(PatchHeader.Function function, byte[] before, byte[] after) {
        return new PageCrossing(
                function.oldAddress(),
                before,
                after,
                process.pageSize(),
                patch.abi().spin());
    }

    /** The first bytes of the function in the target's file, as many as are saved. */
    private byte[] original(int index) {
        var function = patch.functions().get(index);
        int length = (int) Math.min(function.oldSize(), PatchHeader.SAVED_SIZE);
        return target.orElseThrow().file().bytesAt(function.oldAddress(), length);
    }

    /** The patches that were made active over this one, the one on top first. */
    List<PatchHeader> over() {
        return header.functions().stream()
                .flatMap(f -> stack.at(f.oldAddress(), PatchHeader.SAVED_SIZE).over(header).stream())
                .distinct()
                .toList();
    }

    /** Where its pieces are: it may have been put beside its target or, where there was no room, far from it. */
    PatchLayout layout() {
        return Stream.of(PatchLayout.beside(patch, process.pageSize()), PatchLayout.anywhere(patch, process.pageSize()))
                .filter(l -> l.size() == header.size())
                .filter(l -> {
                    UpatchFunction first = patch.functions().getFirst();
                    long offset = l.section(first.newSection()) + first.newOffset();
                    return header.start() + offset
                            == header.functions().getFirst().newAddress();
                })
                .findFirst()
                .orElseThrow(() -> new PatchException(
                        PatchException.Kind.TROUBLE,
                        "patch-differs",
                        "Process %d holds another patch of the id %s than this file. Nothing was changed."
                                .formatted(process.pid(), header.id()),
                        "Give the very file that was applied."));
    }

    /** @throws PatchException (REFUSED) if another patch lies over it */
    void requireOnTop(String action) {
        over().stream().findFirst().ifPresent(top -> {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "overridden",
                    "Patch %s is overridden in process %d by patch %s, which was made active over it; %s is not possible before that one is deactive. Nothing was changed."
                            .formatted(patch.metadata().name(), process.pid(), top.id(), action),
                    "Deactive or remove patch %s first.".formatted(top.id()));
        });
    }

    /** What makes it active, at functions of this standing. */
    List<Write> jumps(Standing... from) {
        return writes(List.of(from), true);
    }

    /** What puts back what it lies over, at functions of this standing. */
    List<Write> originals(Standing... from) {
        return writes(List.of(from), false);
    }

    private List<Write> writes(List<Standing> from, boolean jump) {
        List<Write> result = new ArrayList<>();
        List<Standing> standings = target.isEmpty() ? List.of() : standings();
        for (int i = 0; i < standings.size(); i++) {
            PatchHeader.Function f = header.functions().get(i);
            if (from.contains(standings.get(i))) {
                byte[] now = stack.at(f.oldAddress(), f.jump().length).now();
                result.add(new Write(f.name(), f.oldAddress(), now, jump ? f.jump() : f.underJump()));
            }
        }
        return result;
    }

    /**
     * The code that no thread may be in when the jumps are written over functions of this standing: these functions, their
     * parts elsewhere, which jump back into them, and what replaces them until now.
     */
    List<FunctionRange> replaced(Standing of) {
        List<Standing> standings = standings();
        List<PatchHeader.Function> chosen = IntStream.range(0, standings.size())
                .filter(i -> standings.get(i) == of)
                .mapToObj(header.functions()::get)
                .toList();
        long bias = header.functions().getFirst().oldAddress()
                - patch.functions().getFirst().oldAddress();
        Stream<FunctionRange> functions =
                chosen.stream().map(f -> new FunctionRange(f.name(), f.oldAddress(), f.oldAddress() + f.oldSize()));
        Stream<FunctionRange> cold = patch.metadata().coldParts().stream()
                .map(c -> new FunctionRange(c.name(), bias + c.address(), bias + c.address() + c.size()));
        Stream<FunctionRange> below = chosen.stream()
                .flatMap(f -> stack.at(f.oldAddress(), PatchHeader.SAVED_SIZE).patches().stream()
                        .limit(1)
                        .flatMap(p -> PatchStack.function(p, f.oldAddress()).stream()))
                .map(f -> new FunctionRange(f.name(), f.newAddress(), f.newAddress() + f.newSize()));
        return Stream.of(functions, cold, below).flatMap(s -> s).toList();
    }

    /** All code of the patch: besides the replacements, the new functions they call and the stubs. */
    List<FunctionRange> code() {
        return process.maps().stream()
                .filter(m -> m.executable() && m.start() >= header.start() && m.end() <= header.start() + header.size())
                .map(m -> new FunctionRange("the patch", m.start(), m.end()))
                .toList();
    }

    /**
     * Writes down in the process what stands below this patch now, if that is not what stood there when it was loaded:
     * another patch may have come or gone since.
     */
    AppliedPatch withSavedBytes() {
        List<PatchHeader.Function> functions = new ArrayList<>();
        for (int i = 0; i < header.functions().size(); i++) {
            PatchHeader.Function f = header.functions().get(i);
            byte[] now = PatchHeader.saved(
                    stack.at(f.oldAddress(), original(i).length).now());
            if (!Arrays.equals(now, f.saved())) {
                memory.writeVerified(header.savedAddress(i), now);
            }
            functions.add(new PatchHeader.Function(
                    f.name(),
                    f.oldAddress(),
                    f.oldSize(),
                    f.newAddress(),
                    f.newSize(),
                    now,
                    patch.abi().jump(f.oldAddress(), f.newAddress(), now)));
        }
        return new AppliedPatch(
                patch,
                process,
                memory,
                target,
                stack,
                new PatchHeader(header.id(), header.size(), header.start(), functions));
    }
}
