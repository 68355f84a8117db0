// flags: -O2
// flags: -O2 -fno-pie
// flags: -O2 -fPIC
// expect: 5 | 105 | 5
#include <stdio.h>
static int fast(void) { volatile int x = 5; return x; }
static void *choose(void) { return fast; }
int speedy(void) __attribute__((ifunc("choose")));
void step(void) { printf("%d\n", speedy() + (PATCHED ? 100 : 0)); }
