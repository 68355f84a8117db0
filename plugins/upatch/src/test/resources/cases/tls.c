// flags: -O2
// flags: -O0
// flags: -O2 -fno-pie
// flags: -O2 -ftls-model=initial-exec
// expect: 1:41:5 2:42:5 | 103:143:5 104:144:5 | 5:45:5
#include <stdio.h>
static __thread int own;
__thread char odd_bytes[3] __attribute__((aligned(64))) = {1, 2, 3};
extern __thread int other_one;
int bump(void);
void step(void) { own++; printf("%d:%d:%d\n", own + (PATCHED ? 100 : 0), bump(), odd_bytes[1] + odd_bytes[2]); }
// file: other
__thread int other_one = 40;
int bump(void) { return ++other_one + (PATCHED ? 100 : 0); }
