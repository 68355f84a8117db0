// refused: ifunc
#include <stdio.h>
static int fast(void) { volatile int x = 5; return x; }
static int slow(void) { volatile int x = 6; return x; }
void *choose(void);
void *choose(void) { return PATCHED ? slow : fast; }
static int speedy(void) __attribute__((ifunc("choose")));
void step(void) { printf("%d\n", speedy()); }
