// expect: strong:1:x1 strong:2:x1 | weak-unused:strong:3:x2 weak-unused:strong:4:x2 | strong:5:x1
#include <stdio.h>
int counter;
__attribute__((weak, noinline)) int inlinelike(int n) { volatile int y = n; return y + PATCHED; }
int twice(void);
const char *name(void);
void step(void) {
    counter++;
#if PATCHED
    printf("weak-unused:");
#endif
    printf("%s:%d:x%d\n", name(), counter, inlinelike(1) == twice() ? twice() : -1);
}
// file: other
__attribute__((weak, noinline)) int inlinelike(int n) { volatile int y = n; return y + PATCHED; }
int twice(void) { return inlinelike(1); }
const char *name(void) { return "strong"; }
