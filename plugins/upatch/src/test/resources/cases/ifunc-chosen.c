// flags: -O2
// flags: -O2 -fno-pie
// expect: 5:5 5:5 | 105:105 105:105 | 5:5
#include <stdio.h>
/* The resolver has chosen long ago; what it chose can be replaced. */
static __attribute__((noinline)) int fast(void) { volatile int x = PATCHED ? 105 : 5; return x; }
static void *choose(void) { return fast; }
int speedy(void) __attribute__((ifunc("choose")));
int again(void);
void step(void) { int x = speedy(); printf("%d:%d\n", x, again()); }
// file: other
int speedy(void);
int again(void);
int again(void) { return speedy(); }
