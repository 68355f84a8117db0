// expect: 1 2 | 1003:1:7 1004:2:8 | 5 6
#include <stdio.h>
int count(void);
#if PATCHED
int fresh(void);
extern int fresh_total;
#endif
void step(void) {
#if PATCHED
    int c = count(), f = fresh();
    printf("%d:%d:%d\n", c, f, fresh_total);
#else
    printf("%d\n", count());
#endif
}
// file: other
#if PATCHED
static int calls;
int fresh_total = 6;
__attribute__((noinline)) int fresh(void) { fresh_total++; return ++calls; }
#endif
int count(void) { static int n; return ++n + (PATCHED ? 1000 : 0); }
