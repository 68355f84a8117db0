// refused: alignment-unsupported
#include <stdint.h>
#include <stdio.h>
void step(void) {
#if PATCHED
    static int wider[70] __attribute__((aligned(65536))) = {3};
    int *volatile q = wider;
    printf("%d\n", (int) ((uintptr_t) q % 65536));
#else
    puts("1");
#endif
}
