// expect: 1 2 | 103 104 | 5
#include <pthread.h>
#include <stdio.h>
static int count;
__attribute__((noinline)) void leave(void) { count++; pthread_exit((void *) (long) (count + (PATCHED ? 100 : 0))); }
static void *run(void *n) { (void) n; leave(); return 0; }
void step(void) {
    pthread_t t;
    void *result;
    pthread_create(&t, 0, run, 0);
    pthread_join(t, &result);
    printf("%ld\n", (long) result);
}
