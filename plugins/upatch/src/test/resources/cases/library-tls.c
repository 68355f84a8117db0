// library: lib
// flags: -O2 -ftls-model=initial-exec
// refused: tls-of-library
#include <stdio.h>
int lib_step(void);
__thread int mine[10] = {7};
void step(void) { printf("%d:%d\n", lib_step(), mine[0]); }
// file: lib
static __thread int count;
int lib_step(void) { count++; return count + (PATCHED ? 100 : 0); }
