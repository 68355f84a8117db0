#include "stats.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static struct timespec started;
static unsigned workers;
static atomic_ulong served;

/* Written by the metronome alone, read by anyone: under the lock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long ticks;
static double rate;

static double seconds_since(const struct timespec *then)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) * 1e-9;
}

void stats_start(unsigned worker_count)
{
    clock_gettime(CLOCK_MONOTONIC, &started);
    workers = worker_count;
}

void stats_count_request(void)
{
    atomic_fetch_add_explicit(&served, 1, memory_order_relaxed);
}

void stats_tick(double seconds)
{
    static unsigned long before;
    unsigned long now = atomic_load_explicit(&served, memory_order_relaxed);

    pthread_mutex_lock(&lock);
    ticks++;
    rate = rate * 0.95 + (double)(now - before) / seconds * 0.05;
    pthread_mutex_unlock(&lock);
    before = now;
}

void stats_describe(char *text, size_t size)
{
    unsigned long ticks_now;
    double rate_now;

    pthread_mutex_lock(&lock);
    ticks_now = ticks;
    rate_now = rate;
    pthread_mutex_unlock(&lock);
    snprintf(text, size, "pid=%ld uptime=%.3f served=%lu ticks=%lu rate=%.1f workers=%u", (long)getpid(),
        seconds_since(&started), atomic_load_explicit(&served, memory_order_relaxed), ticks_now, rate_now, workers);
}
