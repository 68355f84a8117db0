/*
 * What AArch64 code refers to, each in a form of its own: ADRP + ADD (ADR_PREL_PG_HI21, ADD_ABS_LO12_NC), ADRP + LDR
 * (LDST64_ABS_LO12_NC), thread-local variables of both models, a jump table of bytes, a literal pool between
 * instructions ($d and $x), a table of pointers, and a part that is split off as unlikely.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern __thread int errors_of_thread;
static __thread int calls_of_thread;
static int counts[40];
static const char *const names[] = {"alpha", "beta", "gamma", "delta"};
int (*hook)(int);

double ratio(double x) { return x * 2.71828 + 1.0 / 3; }

const char *name(int i) { return names[i & 3]; }

int count(int i) { return counts[i % 40]++ + calls_of_thread++ + errors_of_thread; }

int choose(int x) {
    switch (x) {
        case 0: return puts("zero");
        case 1: return count(1);
        case 2: return x * 77;
        case 3: return puts("three");
        case 4: return printf("%d\n", counts[3]);
        case 5: return hook(5);
        case 6: return getchar();
        default: return -1;
    }
}

int other(int x) {
    switch (x) {
        case 0: return puts("none");
        case 1: return count(2);
        case 2: return x * 78;
        case 3: return puts("three");
        case 4: return printf("%d\n", counts[4]);
        case 5: return hook(6);
        case 6: return getchar();
        default: return -2;
    }
}

long literal(void) {
    long value;
    __asm__("ldr %0, 1f\n\tb 2f\n\t.balign 8\n1:\t.quad 0x0123456789abcdef\n2:" : "=r"(value));
    return value;
}

static void __attribute__((cold, noinline)) fail(int x) {
    fprintf(stderr, "bad %d\n", x);
    abort();
}

int checked(int x) {
    if (x == 12345) {
        fail(x);
    }
    return x * 5;
}
