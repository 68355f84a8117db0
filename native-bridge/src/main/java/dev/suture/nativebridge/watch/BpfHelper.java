package dev.suture.nativebridge.watch;

/** The kernel's functions that BPF programs call here, by their stable numbers (linux/bpf.h; bpf-helpers(7)). */
enum BpfHelper {
    MAP_LOOKUP_ELEM(1),
    MAP_UPDATE_ELEM(2),
    MAP_DELETE_ELEM(3),
    KTIME_GET_NS(5),
    GET_CURRENT_PID_TGID(14),
    RINGBUF_OUTPUT(130),
    GET_CURRENT_TASK_BTF(158),
    LOOP(181),
    COPY_FROM_USER_TASK(191);

    private final int number;

    BpfHelper(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
