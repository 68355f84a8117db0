// flags: -O2 -fexceptions
// flags: -O1 -fexceptions -fno-pie
// expect: closed1 closed1 | closed2 closed2 | closed1 closed1
#include <stdio.h>
static void close_it(int *p) { printf("closed%d", *p); }
void work(int (*f)(void)) { __attribute__((cleanup(close_it))) int x = f() + PATCHED; f(); }
static int one(void) { return 1; }
void step(void) { work(one); printf("\n"); }
