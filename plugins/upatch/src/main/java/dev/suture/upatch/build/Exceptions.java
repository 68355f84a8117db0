package dev.suture.upatch.build;

import dev.suture.diff.model.ObjectDiff;
import java.util.List;

/** Whether exceptions can pass through the code of a patch, so that the patch has to say how to unwind it. */
final class Exceptions {
    /** What code refers to that throws, catches, or cleans up (Itanium C++ ABI, "Exception Handling", level I and II). */
    private static final List<String> RUNTIME = List.of(
            "_Unwind_Resume",
            "_Unwind_RaiseException",
            "__gxx_personality_v0",
            "__gcc_personality_v0",
            "__cxa_throw",
            "__cxa_begin_catch");

    private Exceptions() {}

    static boolean mayPass(TargetElf target, List<ObjectDiff> objects) {
        return RUNTIME.stream()
                        .anyMatch(name -> target.symbols().imports(name)
                                || target.symbols().global(name).isPresent())
                || objects.stream().anyMatch(Exceptions::catches);
    }

    private static boolean catches(ObjectDiff object) {
        return object.comparison().patched().file().sections().stream()
                .anyMatch(s -> s.name().startsWith(".gcc_except_table"));
    }
}
