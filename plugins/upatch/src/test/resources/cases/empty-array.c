// expect: 1 | 2 | 1
#include <stdio.h>
static int none[0];
int after = 4;
void step(void) { int *volatile p = none; printf("%d\n", p != 0 ? 1 + PATCHED : 0); }
