// flags: -O2 -fno-function-sections -fno-data-sections
// flags: -O2 -fno-function-sections -fno-data-sections -fno-pie
// flags: -O2 -fno-function-sections -fno-data-sections -fPIC
// refused: function-sections-missing
#include <stdio.h>
static int first;
static int second = 10;
static int third;
static __attribute__((noinline)) int helper(int n) { volatile int y = n; return y + 1; }
__attribute__((noinline)) const char *word(int n) {
    switch (n) {
        case 1: second += 3; return "b";
        case 2: third = 7; return PATCHED ? "C" : "c";
        default: return "many";
    }
}
static __attribute__((noinline)) int tail(int n) { volatile int y = n; return y + 1; }
void step(void) {
    volatile int two = 2, one = 1;
    first++;
    second++;
    printf("%d:%d:%s:%d\n", first + (PATCHED ? 100 : 0), second, word(two), third == 7 ? helper(one) : tail(one));
}
