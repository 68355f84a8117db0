// flags: -O2
// flags: -O2 -fPIC
// expect: 1:21 2:22 | 103:23 104:24 | 5:25
#include <stdio.h>
extern __attribute__((visibility("hidden"))) int hidden_count;
__attribute__((visibility("hidden"))) int hidden_step(void);
void step(void) { hidden_count++; printf("%d:%d\n", hidden_count + (PATCHED ? 100 : 0), hidden_step()); }
// file: other
__attribute__((visibility("hidden"))) int hidden_count;
__attribute__((visibility("hidden"), noinline)) int hidden_step(void) { static int n = 20; return ++n; }
