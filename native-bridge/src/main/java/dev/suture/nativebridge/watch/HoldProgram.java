package dev.suture.nativebridge.watch;

import static dev.suture.nativebridge.watch.BpfAssembler.FRAME;
import static dev.suture.nativebridge.watch.BpfAssembler.R0;
import static dev.suture.nativebridge.watch.BpfAssembler.R1;
import static dev.suture.nativebridge.watch.BpfAssembler.R2;
import static dev.suture.nativebridge.watch.BpfAssembler.R3;
import static dev.suture.nativebridge.watch.BpfAssembler.R4;
import static dev.suture.nativebridge.watch.BpfAssembler.R5;
import static dev.suture.nativebridge.watch.BpfAssembler.R6;
import static dev.suture.nativebridge.watch.BpfAssembler.R7;

import java.util.Map;

/**
 * What a thread runs in the kernel when it comes to a probe: it tells Suture that it is there, and goes round until
 * Suture has asked it to stop by ptrace and takes its name off the list, or the time limit is over. Then it goes on, into
 * that stop.
 *
 * <p>In each round it reads a word of its own program by {@code bpf_copy_from_user_task}, for what comes with it: the
 * kernel looks there whether another thread wants the processor (so that Suture gets it even if there is only one) and
 * whether this one has been killed.
 */
final class HoldProgram {
    /** Indexes of the control array. */
    static final int LIMIT = 0;

    static final int LET_GO = 1;

    /** What is told of a thread, and what the rounds go by: offsets in 32 bytes. */
    static final int RECORD = 32;

    static final int PROGRAM_COUNTER = 0;
    /** When it came (CLOCK_MONOTONIC, nanoseconds); while it goes round: until when. */
    static final int TIME = 8;

    private static final int STATE = 16;
    /** Process id in the upper half, thread id in the lower. */
    static final int THREAD = 24;

    /** Rounds at a time (BPF_MAX_LOOPS): two seconds and more, as each takes a quarter of a microsecond and more. */
    private static final int ROUNDS = 1 << 23;

    private static final int TIMES = 4;

    private HoldProgram() {}

    /**
     * Loads it.
     *
     * @param control an array: at {@link #LIMIT}, how many nanoseconds a thread is held at most, or 0 for none to be held any
     *     more; at {@link #LET_GO}, not 0 if all that are held are to go on
     * @param held a hash map: the threads that go round
     * @param events a ring buffer: a record for each
     */
    static BpfProgram load(BpfMap control, BpfMap held, BpfMap events) {
        BpfAssembler code = new BpfAssembler();
        main(code, control, held, events);
        round(code, control, held);
        try (BtfFunctions types = new BtfFunctions()) {
            return new BpfProgram(code, Map.of("main", BtfFunctions.MAIN, "round", BtfFunctions.CALLBACK), types);
        }
    }

    private static void main(BpfAssembler code, BpfMap control, BpfMap held, BpfMap events) {
        int record = -RECORD;
        code.function("main")
                .move(R6, R1)
                .storeConstant(FRAME, record, LIMIT)
                .loadMap(R1, control)
                .stackAddress(R2, record)
                .call(BpfHelper.MAP_LOOKUP_ELEM)
                .jumpIfEqual(R0, 0, "go on")
                .load(R7, R0, 0)
                .jumpIfEqual(R7, 0, "go on");
        code.load(R1, R6, PtRegs.programCounter())
                .store(FRAME, record + PROGRAM_COUNTER, R1)
                .storeConstant(FRAME, record + STATE, 1)
                .call(BpfHelper.GET_CURRENT_PID_TGID)
                .store(FRAME, record + THREAD, R0)
                .call(BpfHelper.KTIME_GET_NS)
                .store(FRAME, record + TIME, R0)
                .addRegister(R7, R0);
        code.loadMap(R1, held)
                .stackAddress(R2, record + THREAD)
                .stackAddress(R3, record + STATE)
                .set(R4, 0)
                .call(BpfHelper.MAP_UPDATE_ELEM)
                .loadMap(R1, events)
                .stackAddress(R2, record)
                .set(R3, RECORD)
                .set(R4, 0)
                .call(BpfHelper.RINGBUF_OUTPUT)
                .jumpIfNot(R0, 0, "take off")
                .store(FRAME, record + TIME, R7);
        for (int i = 0; i < TIMES; i++) {
            code.set(R1, ROUNDS)
                    .loadFunction(R2, "round")
                    .stackAddress(R3, record)
                    .set(R4, 0)
                    .call(BpfHelper.LOOP);
        }
        code.label("take off")
                .loadMap(R1, held)
                .stackAddress(R2, record + THREAD)
                .call(BpfHelper.MAP_DELETE_ELEM)
                .label("go on")
                // The sample that a perf event would otherwise write is not wanted.
                .set(R0, 0)
                .exit();
    }

    private static void round(BpfAssembler code, BpfMap control, BpfMap held) {
        int thread = -8;
        int word = -16;
        code.function("round")
                .move(R6, R2)
                .load(R1, R6, THREAD)
                .store(FRAME, thread, R1)
                .loadMap(R1, held)
                .stackAddress(R2, thread)
                .call(BpfHelper.MAP_LOOKUP_ELEM)
                .jumpIfEqual(R0, 0, "over")
                .storeConstant(FRAME, word, LET_GO)
                .loadMap(R1, control)
                .stackAddress(R2, word)
                .call(BpfHelper.MAP_LOOKUP_ELEM)
                .jumpIfEqual(R0, 0, "over")
                .load(R1, R0, 0)
                .jumpIfNot(R1, 0, "over")
                .call(BpfHelper.KTIME_GET_NS)
                .load(R1, R6, TIME)
                .jumpIfGreater(R0, R1, "over");
        code.call(BpfHelper.GET_CURRENT_TASK_BTF)
                .stackAddress(R1, word)
                .set(R2, Long.BYTES)
                .load(R3, R6, PROGRAM_COUNTER)
                .move(R4, R0)
                .set(R5, 0)
                .call(BpfHelper.COPY_FROM_USER_TASK)
                // Its own code can always be read, unless it is being killed.
                .jumpIfNot(R0, 0, "over")
                .set(R0, 0)
                .exit()
                .label("over")
                .set(R0, 1)
                .exit();
    }
}
