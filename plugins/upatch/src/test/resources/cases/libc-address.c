// flags: -O2
// flags: -O2 -fno-plt
// expect: 1 | same | 1
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
typedef int (*fn)(const char *);
void step(void) {
    volatile fn f;
#if PATCHED
    f = puts;
    puts(f == (fn) dlsym(RTLD_DEFAULT, "puts") ? "same" : "other");
#else
    (void) f;
    puts(dlsym(RTLD_DEFAULT, "puts") ? "1" : "0");
#endif
}
