package dev.suture.examples;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Clients that ask a service the same thing again and again, each on a connection that it keeps. */
public final class Load implements AutoCloseable {
    private final RunningService service;
    private final String request;
    private final Duration pause;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final Map<String, AtomicLong> distinct = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<String>> firstError = new AtomicReference<>(Optional.empty());
    private volatile boolean stopping;

    private Load(RunningService service, String request, Duration pause) {
        this.service = service;
        this.request = request;
        this.pause = pause;
    }

    /** Starts clients that send {@link TicketdExample#REQUEST} without pause. */
    public static Load start(RunningService service, int clients) {
        return start(service, clients, TicketdExample.REQUEST);
    }

    /** Starts clients that send a request of one line without pause. */
    public static Load start(RunningService service, int clients, String request) {
        return start(service, clients, request, Duration.ZERO);
    }

    /**
     * Starts clients that send a request of one line.
     *
     * @param pause between an answer and the next request
     */
    public static Load start(RunningService service, int clients, String request, Duration pause) {
        Load load = new Load(service, request, pause);
        for (int i = 0; i < clients; i++) {
            load.clients.add(Thread.ofPlatform().daemon().name("load-" + i).start(load::ask));
        }
        return load;
    }

    private void ask() {
        try (ServiceConnection connection = service.connect()) {
            while (!stopping) {
                String answer = connection.request(request);
                distinct.computeIfAbsent(answer, a -> new AtomicLong()).incrementAndGet();
                answers.incrementAndGet();
                if (answer.startsWith("ERR")) {
                    failed(answer);
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        } catch (IOException e) {
            // A client without its connection is done: whoever reads the result sees one error for it.
            failed(e.toString());
        }
    }

    private void failed(String what) {
        firstError.compareAndSet(Optional.empty(), Optional.of(what));
        errors.incrementAndGet();
    }

    /** The number of requests answered so far. */
    public long answers() {
        return answers.get();
    }

    /** The number of requests answered with {@code ERR} or not at all so far. */
    public long errors() {
        return errors.get();
    }

    /**
     * Waits until so many more requests are answered.
     *
     * @return whether they were within the time
     */
    public boolean awaitMore(long count, Duration patience) throws InterruptedException {
        long wanted = answers.get() + count;
        long deadline = System.nanoTime() + patience.toNanos();
        while (answers.get() < wanted) {
            if (System.nanoTime() > deadline || clients.stream().noneMatch(Thread::isAlive)) {
                return answers.get() >= wanted;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return true;
    }

    /** Ends the clients, each after the answer it waits for, and returns what they saw. */
    public LoadResult stop() {
        stopping = true;
        boolean interrupted = false;
        for (Thread client : clients) {
            while (client.isAlive()) {
                try {
                    client.join();
                } catch (InterruptedException e) {
                    interrupted = true; // Bounded anyway: a client waits for an answer only so long.
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new LoadResult(
                answers.get(),
                errors.get(),
                distinct.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().get())),
                firstError.get());
    }

    @Override
    public void close() {
        stop();
    }
}
