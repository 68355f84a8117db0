// refused: tls-added
#include <stdio.h>
#if PATCHED
static __thread int fresh;
#define COUNT ++fresh
#else
#define COUNT 0
#endif
void step(void) { printf("%d\n", COUNT); }
