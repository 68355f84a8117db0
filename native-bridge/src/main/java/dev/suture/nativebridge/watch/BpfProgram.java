package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;

/** A BPF program in the kernel, of the kind that runs at probes and may sleep. */
final class BpfProgram implements AutoCloseable {
    private static final int KPROBE = 2;
    private static final int SLEEPABLE = 1 << 4;
    /** bpf_copy_from_user_task and others are only for programs of this licence; it is the program's, not Suture's. */
    private static final String LICENCE = "GPL";

    private static final int LOG_SIZE = 64 * 1024;
    private static final int FUNCTION_RECORD = 8;

    private final int descriptor;

    /**
     * Has the kernel check and take a program.
     *
     * @param code the program
     * @param types the type id of each of its functions
     */
    BpfProgram(BpfAssembler code, Map<String, Integer> types, BtfFunctions btf) {
        byte[] assembled = code.assemble();
        Memory instructions = new Memory(assembled.length);
        instructions.write(0, assembled, 0, assembled.length);
        Memory licence = new Memory(LICENCE.length() + 1L);
        licence.setString(0, LICENCE);
        Memory functions = functionRecords(code.functions(), types);
        Memory attributes = KernelCalls.zeroed(KernelCalls.BPF_ATTRIBUTES);
        // The offsets are those of union bpf_attr for BPF_PROG_LOAD.
        attributes.setInt(0, KPROBE);
        attributes.setInt(4, assembled.length / BpfInstruction.SIZE);
        attributes.setLong(8, Pointer.nativeValue(instructions));
        attributes.setLong(16, Pointer.nativeValue(licence));
        attributes.setInt(44, SLEEPABLE);
        attributes.setInt(72, btf.descriptor());
        attributes.setInt(76, FUNCTION_RECORD);
        attributes.setLong(80, Pointer.nativeValue(functions));
        attributes.setInt(88, types.size());
        try {
            descriptor = load(attributes);
        } finally {
            Reference.reachabilityFence(List.of(instructions, licence, functions));
        }
    }

    private static int load(Memory attributes) {
        int loaded = KernelCalls.bpf(KernelCalls.BPF_PROG_LOAD, attributes);
        if (loaded < 0) {
            int errno = KernelCalls.lastError();
            throw WatchUnsupportedException.refused("take a BPF program", errno, objection(attributes));
        }
        return loaded;
    }

    private static Memory functionRecords(Map<String, Integer> functions, Map<String, Integer> types) {
        Memory records = KernelCalls.zeroed(functions.size() * FUNCTION_RECORD);
        int at = 0;
        for (Map.Entry<String, Integer> function : functions.entrySet()) {
            records.setInt(at, function.getValue());
            records.setInt(at + 4L, types.get(function.getKey()));
            at += FUNCTION_RECORD;
        }
        return records;
    }

    /** The last line of what the kernel's verifier says, asked for only now as it costs time. */
    private static String objection(Memory attributes) {
        Memory log = KernelCalls.zeroed(LOG_SIZE);
        attributes.setInt(24, 1);
        attributes.setInt(28, LOG_SIZE);
        attributes.setLong(32, Pointer.nativeValue(log));
        int loaded = KernelCalls.bpf(KernelCalls.BPF_PROG_LOAD, attributes);
        if (loaded >= 0) {
            KernelCalls.close(loaded);
        }
        return log.getString(0)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("processed "))
                .reduce((first, last) -> last)
                .map(line -> " Its verifier says: " + line)
                .orElse("");
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        KernelCalls.close(descriptor);
    }
}
