// flags: -O2
// flags: -O2 -fPIC
// flags: -O0
// flags: -O2 -fno-pie
// flags: -O2 -fno-plt
// expect: no:no | none:none | no:no
#include <stdio.h>
__attribute__((weak)) int hook(void);
__attribute__((weak)) int fresh_hook(void);
void step(void) {
#if PATCHED
    printf("%s:%s\n", hook ? hook() ? "a" : "b" : "none", fresh_hook ? fresh_hook() ? "a" : "b" : "none");
#else
    printf("%s:%s\n", hook ? hook() ? "a" : "b" : "no", "no");
#endif
}
