// flags: -O2
// flags: -O2 -fPIC
// flags: -O2 -fno-pie
// expect: 5:bad1 5:bad2 | 6:worse3 6:worse4 | 5:bad5
#include <stdio.h>
#include <stdlib.h>
static int errors;
__attribute__((cold, noinline)) void complain(char *out, int n) { sprintf(out, "%s%d", PATCHED ? "worse" : "bad", n); }
__attribute__((noinline)) int check(int x, char *out) {
    int limit = 4;
    if (__builtin_expect(x > limit, 0)) {
        errors++;
        if (errors > 1000) abort();
        complain(out, errors);
        x += PATCHED;
    }
    return x;
}
void step(void) {
    char out[40];
    volatile int five = 5;
    int n = check(five, out);
    printf("%d:%s\n", n, out);
}
