/*
 * usage: program THREADS MICROSECONDS
 *
 * Each thread asks a question, sees to it that the answer is the base's or the patched program's, works a little and pauses
 * for so many microseconds. An answer that is neither ends the program with 1. Twenty times a second a line tells
 *
 *     TURN BASE PATCHED STILL INSIDE
 *
 * the number of the line; how many answers of each kind there were so far; how many lines ago the thread that has been without
 * an answer for longest had its last one (0: since the line before this one); and how many threads wait inside the patched
 * part, which SIGUSR1 has one do until SIGUSR2. With SIGTERM the threads end after the answer that they wait for, and the last
 * line is
 *
 *     end ASKED BASE PATCHED
 */
#define _GNU_SOURCE
#include "soak.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 1000, TURN_NANOSECONDS = 50000000 };

struct worker {
    pthread_t thread;
    atomic_long asked;
    atomic_long answers[KINDS];
    /* The main thread's: how many answers there were in the last turn that brought one, and which turn that was. */
    long seen;
    long turn;
};

static struct worker workers[MOST_THREADS];
static int threads;
static long pause_microseconds;
static atomic_int stopping;
static atomic_int holding;
static atomic_int inside;
static sem_t released;

void wait_inside(void)
{
    atomic_fetch_add(&inside, 1);
    while (sem_wait(&released) != 0 && errno == EINTR)
        ;
    atomic_fetch_sub(&inside, 1);
}

static void ask(struct worker *me, long question)
{
    long got;
    int kind;

    atomic_fetch_add(&me->asked, 1);
    got = answer(question);
    for (kind = OF_BASE; kind < KINDS; kind++)
        if (got == right_answer(question, kind)) {
            atomic_fetch_add(&me->answers[kind], 1);
            return;
        }
    fprintf(stderr, "thread %d: the answer to %ld is %ld\n", (int) (me - workers), question, got);
    _exit(1);
}

static unsigned busy(unsigned seed)
{
    int i;

    for (i = 0; i < 2000; i++)
        seed = seed * 1664525 + 1013904223;
    return seed;
}

static void *work(void *argument)
{
    struct worker *me = argument;
    volatile unsigned sum = 0;
    long question;

    for (question = 1; !stopping; question++) {
        ask(me, question);
        if (me == workers && atomic_exchange(&holding, 0))
            ask(me, -question);
        sum += busy(sum);
        usleep(pause_microseconds);
    }
    return NULL;
}

static long answered(struct worker *worker)
{
    return worker->answers[OF_BASE] + worker->answers[OF_PATCHED];
}

static void tell(long turn)
{
    long totals[KINDS] = {0, 0}, still = 0, now;
    int i;

    for (i = 0; i < threads; i++) {
        now = answered(&workers[i]);
        if (now != workers[i].seen) {
            workers[i].seen = now;
            workers[i].turn = turn;
        }
        if (turn - workers[i].turn > still)
            still = turn - workers[i].turn;
        totals[OF_BASE] += workers[i].answers[OF_BASE];
        totals[OF_PATCHED] += workers[i].answers[OF_PATCHED];
    }
    printf("%ld %ld %ld %ld %d\n", turn, totals[OF_BASE], totals[OF_PATCHED], still, inside);
    fflush(stdout);
}

static void finish(void)
{
    long asked = 0, totals[KINDS] = {0, 0};
    int i;

    stopping = 1;
    for (i = 0; i < threads; i++) {
        pthread_join(workers[i].thread, NULL);
        asked += workers[i].asked;
        totals[OF_BASE] += workers[i].answers[OF_BASE];
        totals[OF_PATCHED] += workers[i].answers[OF_PATCHED];
    }
    printf("end %ld %ld %ld\n", asked, totals[OF_BASE], totals[OF_PATCHED]);
}

int main(int count, char **arguments)
{
    const struct timespec interval = {0, TURN_NANOSECONDS};
    sigset_t signals;
    long turn;
    int i;

    threads = count == 3 ? atoi(arguments[1]) : 0;
    pause_microseconds = count == 3 ? atol(arguments[2]) : 0;
    if (threads < 1 || threads > MOST_THREADS || pause_microseconds < 1) {
        fprintf(stderr, "usage: %s THREADS MICROSECONDS\n", arguments[0]);
        return 2;
    }
    sem_init(&released, 0, 0);
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    sigaddset(&signals, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    for (i = 0; i < threads; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) {
            fprintf(stderr, "only %d threads could be started\n", i);
            return 2;
        }
    for (turn = 1;; turn++) {
        switch (sigtimedwait(&signals, NULL, &interval)) {
        case SIGTERM:
            finish();
            return 0;
        case SIGUSR1:
            holding = 1;
            break;
        case SIGUSR2:
            sem_post(&released);
            break;
        }
        tell(turn);
    }
}
