// expect: 4:base | 4:patched | 4:base
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static int running;
static volatile long sum[4];
__attribute__((noinline)) const char *what(long n) { sum[n & 3] += n; return PATCHED ? "patched" : "base"; }
static void *spin(void *n) { for (;;) { what((long) n); usleep(50); } return 0; }
void step(void) {
    while (running < 4) { pthread_t t; pthread_create(&t, 0, spin, (void *) (long) running++); }
    printf("%d:%s\n", running, what(1));
}
