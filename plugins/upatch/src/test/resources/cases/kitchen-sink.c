// flags: -O0
// flags: -O1
// flags: -O2
// flags: -O3
// flags: -Os
// flags: -O2 -fno-pie
// flags: -O0 -fno-pie
// flags: -O2 -fPIC
// flags: -O2 -fno-plt -fPIC
// flags: -O2 -fcf-protection=full
// flags: -O3 -fcf-protection=full -march=x86-64-v3
// flags: -O2 -fno-plt -fno-pie
// flags: -O2 -mcmodel=medium
// flags: -O2 -fno-reorder-blocks-and-partition -fno-ipa-ra
// expect: 11:ab:1.5:3:6:zero:-1 12:ab:1.5:3:6:zero:-1 | 113:bc:2.5:7:24:nul:-2:1 114:bc:2.5:7:24:nul:-2:2 | 15:ab:1.5:3:6:zero:-1 16:ab:1.5:3:6:zero:-1
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
static int state = 10;
int shared[4] = {1, 2, 3, 4};
static __attribute__((noinline)) int varsum(int n, ...) {
    va_list list;
    va_start(list, n);
    int sum = PATCHED;
    for (int i = 0; i < n; i++) {
        sum += va_arg(list, int) * (PATCHED ? 2 : 1);
    }
    va_end(list);
    return sum;
}
static __attribute__((noinline)) int fact(int n) { return n < 2 ? 1 : n * fact(n - 1) * (PATCHED && n == 3 ? 4 : 1); }
static __attribute__((noinline)) const char *word(int n) {
    switch (n) {
        case 0: return PATCHED ? "nul" : "zero";
        case 1: return "one";
        case 2: return "two";
        case 3: printf("!"); return "three";
        case 4: return "four";
        case 5: shared[2]++; return "five";
        case 6: return "six";
        default: return "many";
    }
}
static __attribute__((noinline)) long double half(long double x) { return x / 2.0L + (PATCHED ? 1.0L : 0.0L); }
static __attribute__((noinline)) int jump(int n) {
    static void *const labels[] = {&&a, &&b, &&c};
    goto *labels[n];
a:
    return PATCHED ? -2 : -1;
b:
    return 5;
c:
    return 6;
}
void step(void) {
    volatile int zero = 0;
    const char *text = "xabc" + 1;
    printf("%d:%.2s:%.1Lf:%d:%d:%s:%d", ++state + (PATCHED ? 100 : 0), text + PATCHED, half(3.0L + zero),
        varsum(2, 1 + zero, 2), fact(3 + zero), word(zero), jump(zero));
#if PATCHED
    static int fresh;
    static int many[100] = {3};
    fresh++;
    many[0]++;
    printf(":%d", many[0] - 3 == fresh ? fresh : -99);
#endif
    printf("\n");
}
