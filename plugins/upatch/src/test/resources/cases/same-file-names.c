// expect: 1:11 2:12 | 103:113 104:114 | 5:15
#include <stdio.h>
int a(void);
int b(void);
void step(void) { int x = a(); printf("%d:%d\n", x, b()); }
// file: one/util
static int count = 0;
static __attribute__((noinline)) int bump(void) { return ++count; }
int a(void) { return bump() + (PATCHED ? 100 : 0); }
// file: two/util
static int count = 10;
static __attribute__((noinline)) int bump(void) { return ++count; }
int b(void) { return bump() + (PATCHED ? 100 : 0); }
