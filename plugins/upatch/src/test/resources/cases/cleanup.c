// flags: -O2 -fexceptions
// refused: exceptions-unsupported
#include <stdio.h>
static void close_it(int *p) { printf("closed%d ", *p); }
void work(int (*f)(void)) { __attribute__((cleanup(close_it))) int x = f() + PATCHED; f(); }
static int one(void) { return 1; }
void step(void) { work(one); printf("\n"); }
