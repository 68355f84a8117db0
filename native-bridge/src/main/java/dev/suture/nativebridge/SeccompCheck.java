package dev.suture.nativebridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Learns what the seccomp filters of a process say to system calls. Used on the owner thread of a {@link Tracee}. */
final class SeccompCheck {
    private static final String STRICT = "1";
    private static final String FILTERED = "2";

    private final LinuxProcess process;
    private final TaskDirectory tasks;
    private final CallSites sites;
    private final Ptrace ptrace;

    /** A system call as a filter sees it. */
    record Call(String name, int number, long... arguments) {}

    SeccompCheck(LinuxProcess process, TaskDirectory tasks, CallSites sites, Ptrace ptrace) {
        this.process = process;
        this.tasks = tasks;
        this.sites = sites;
        this.ptrace = ptrace;
    }

    /** Stops one thread for some microseconds if there are filters. */
    SeccompAnswer ask(List<Call> calls, long timeoutMillis) {
        // Filters are inherited and never taken away: the thread with most of them has those of the others.
        int strictest = 0;
        int most = -1;
        for (int tid : tasks.list()) {
            String mode = status(tid, "Seccomp").orElse("0");
            if (mode.equals(STRICT)) {
                return new SeccompAnswer.Refused(calls.getFirst().name(), SeccompFilter.describe(0));
            }
            int filters = mode.equals(FILTERED)
                    ? status(tid, "Seccomp_filters").map(Integer::parseInt).orElse(1)
                    : 0;
            if (filters > most) {
                most = filters;
                strictest = tid;
            }
        }
        return most <= 0 ? new SeccompAnswer.Allowed() : ask(strictest, calls, timeoutMillis);
    }

    private SeccompAnswer ask(int tid, List<Call> calls, long timeoutMillis) {
        List<SeccompFilter> filters = new ArrayList<>();
        if (!ptrace.seizeAndInterrupt(tid) || !ptrace.awaitInterrupted(tid, timeoutMillis)) {
            throw new ProcessVanishedException(process.pid(), "a thread ended while its seccomp filters were read.");
        }
        try {
            for (int index = 0; ; index++) {
                Optional<byte[]> program = ptrace.seccompFilter(tid, index);
                if (program.isEmpty()) {
                    break;
                }
                filters.add(new SeccompFilter(ByteBuffer.wrap(program.get()).order(ByteOrder.nativeOrder())));
            }
        } catch (UnsupportedOperationException e) {
            return new SeccompAnswer.Unknown(e.getMessage());
        } finally {
            ptrace.detach(tid);
        }
        return calls.stream()
                .flatMap(call -> refusal(call, filters).stream())
                .findFirst()
                .orElse(new SeccompAnswer.Allowed());
    }

    private Optional<SeccompAnswer> refusal(Call call, List<SeccompFilter> filters) {
        ByteBuffer data = ByteBuffer.allocate(SeccompFilter.DATA).order(ByteOrder.nativeOrder());
        data.putInt(call.number()).putInt(ptrace.architecture().systemCalls().audit());
        data.putLong(sites.current().systemCall());
        for (long argument : call.arguments()) {
            data.putLong(argument);
        }
        // The strictest of all filters holds: actions are numbered so that it is the lowest, as a signed number.
        int action = filters.stream().mapToInt(f -> f.run(data)).min().orElse(SeccompFilter.ALLOW);
        return action == SeccompFilter.ALLOW || action == SeccompFilter.LOG
                ? Optional.empty()
                : Optional.of(new SeccompAnswer.Refused(call.name(), SeccompFilter.describe(action)));
    }

    private Optional<String> status(int tid, String name) {
        try {
            return process.files()
                    .read("task/" + tid + "/status")
                    .lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        } catch (ProcessVanishedException e) {
            return Optional.empty(); // This thread has ended; others are looked at.
        }
    }
}
