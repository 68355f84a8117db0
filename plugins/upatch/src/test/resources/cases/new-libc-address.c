// flags: -O2 -fno-pie
// refused: symbol-out-of-reach
#include <stdio.h>
#include <string.h>
void step(void) {
#if PATCHED
    size_t (*volatile length)(const char *) = strlen;
    printf("%d\n", (int) length("abc"));
#else
    puts("a");
#endif
}
