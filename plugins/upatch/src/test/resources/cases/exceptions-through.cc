// flags: -O2
// flags: -O1
// flags: -O2 -fno-pie
// cycles: 3
// expect: caught1 caught1 | caught2 caught2 | caught1 caught1
// file: thrower
int raise(int number) { throw number; }
// file: case
#include <cstdio>
int raise(int number);
/* Catches nothing itself: an exception passes through its replacement. */
__attribute__((noinline)) int middle(int number) {
    int got = raise(number + PATCHED);
    return got + 1;
}
extern "C" void step(void) {
    try {
        printf("no%d\n", middle(1));
    } catch (int number) {
        printf("caught%d\n", number);
    }
}
