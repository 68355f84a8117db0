// expect: 1 | 0:0:3 | 1
#include <stdint.h>
#include <stdio.h>
void step(void) {
#if PATCHED
    static char wide[64] __attribute__((aligned(256)));
    static int wider[70] __attribute__((aligned(4096))) = {3};
    char *volatile p = wide;
    int *volatile q = wider;
    printf("%d:%d:%d\n", (int) ((uintptr_t) p % 256), (int) ((uintptr_t) q % 4096), q[0]);
#else
    puts("1");
#endif
}
