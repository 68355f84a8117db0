// refused: symbol-moved
#include <stdio.h>
int a(void);
int b(void);
void step(void) { int x = a(); printf("%d:%d\n", x, b()); }
// file: first
#if !PATCHED
int moved = 1;
#else
extern int moved;
#endif
int a(void) { return ++moved; }
// file: second
#if PATCHED
int moved = 1;
#else
extern int moved;
#endif
int b(void) { return moved + PATCHED; }
