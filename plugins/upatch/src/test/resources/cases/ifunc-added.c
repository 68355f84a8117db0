// refused: ifunc
#include <stdio.h>
static int fast(void) { volatile int x = 5; return x; }
#if PATCHED
static void *choose(void) { return fast; }
int speedy(void) __attribute__((ifunc("choose")));
#else
#define speedy fast
#endif
void step(void) { printf("%d\n", speedy()); }
