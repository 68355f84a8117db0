// expect: 1:11 2:12 | 203:113 204:114 | 5:15
#include <stdio.h>
int a(void);
int b(void);
void step(void) { int x = a(); printf("%d:%d\n", x, b()); }
// file: one
static int count = 0;
static __attribute__((noinline)) int bump(void) { return ++count + (PATCHED ? 200 : 0); }
int a(void);
int a(void) { return bump(); }
// file: two
static int count = 10;
static __attribute__((noinline)) int bump(void) { return ++count + (PATCHED ? 100 : 0); }
int b(void);
int b(void) { return bump(); }
