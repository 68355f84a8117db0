// expect: 7 | 3 | 7
#include <stdio.h>
#include <stdlib.h>
int use(void);
void step(void) {
#if PATCHED
    const char *volatile text = "3";
    printf("%d\n", (int) strtol(text, 0, 10) == 3 ? atol(text) == 3 ? (int) atol(text) : -1 : -2);
#else
    printf("%d\n", use());
#endif
}
// file: other
static __attribute__((noinline)) long atol(const char *x) { volatile int y = *x; return y + 6 - '1'; }
int use(void) { return (int) atol("2"); }
