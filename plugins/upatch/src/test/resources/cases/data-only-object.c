// refused: data-changed
#include <stdio.h>
extern int limit;
void step(void) { printf("%d\n", limit + PATCHED); }
// file: config
int limit = 5 + PATCHED;
