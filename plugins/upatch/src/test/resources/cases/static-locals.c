// expect: 1:101 2:102 | 1003:103:5001 1004:104:5002 | 5:105 6:106
#include <stdio.h>
__attribute__((noinline)) int added(void) {
#if PATCHED
    static int n = 5000;
    return ++n;
#else
    volatile int zero = 0;
    return zero;
#endif
}
__attribute__((noinline)) int first(void) { static int n = 0; return ++n + (PATCHED ? 1000 : 0); }
__attribute__((noinline)) int second(void) { static int n = 100; return ++n; }
void step(void) {
#if PATCHED
    printf("%d:%d:%d\n", first(), second(), added());
#else
    printf("%d:%d\n", first(), second());
#endif
}
