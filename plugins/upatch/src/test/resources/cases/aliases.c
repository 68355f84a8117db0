// expect: 3:3:3 | 13:13:13 | 3:3:3
#include <stdio.h>
int real_one(int x);
extern int alias_one(int x);
static int (*volatile through)(int) = alias_one;
void step(void) { volatile int x = 1; printf("%d:%d:%d\n", real_one(x), alias_one(x), through(x)); }
// file: other
__attribute__((noinline)) int real_one(int x) { volatile int y = x; return y + (PATCHED ? 12 : 2); }
extern __typeof(real_one) alias_one __attribute__((alias("real_one")));
