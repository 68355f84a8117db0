// refused: static-local-uncertain
#include <stdio.h>
#if PATCHED
__attribute__((noinline)) int counting(void) { volatile int x = 70; return x; }
__attribute__((noinline)) int plain(void) { static int n; volatile int x = 0; return ++n + x; }
#else
__attribute__((noinline)) int counting(void) { static int n; volatile int x = 70; return n++ + x; }
__attribute__((noinline)) int plain(void) { volatile static int seen = 0; volatile int x = 0; return ++seen + x; }
#endif
void step(void) { int a = plain(); printf("%d:%d\n", a, counting()); }
