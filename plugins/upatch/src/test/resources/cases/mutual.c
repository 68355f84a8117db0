// flags: -O2
// flags: -O0 -fPIC
// flags: -O2 -fno-pie
// expect: 1:0 | 11:20 | 1:0
#include <stdio.h>
int odd(int n);
__attribute__((noinline)) int even(int n) { return n == 0 ? (PATCHED ? 11 : 1) : odd(n - 1); }
void step(void) { volatile int n = 6, m = 7; printf("%d:%d\n", even(n), even(m)); }
// file: other
int even(int n);
__attribute__((noinline)) int odd(int n) { return n == 0 ? (PATCHED ? 20 : 0) : even(n - 1); }
