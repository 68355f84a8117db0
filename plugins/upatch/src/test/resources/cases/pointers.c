// flags: -O2
// flags: -O0
// flags: -O3 -fPIC
// flags: -O2 -fno-pie
// flags: -O2 -fno-plt
// expect: 1:same:same:1 1:same:same:1 | 2:same:same:2 2:same:same:2 | 1:same:same:1
#include <stdio.h>
int global_one(void);
static __attribute__((noinline)) int one(void) { return PATCHED ? 2 : 1; }
typedef int (*fn)(void);
fn volatile stored = one;
fn volatile stored_global = global_one;
static fn volatile kept;
void step(void) {
    fn local = one;
    fn table[4] = {one, global_one, one, global_one};
    __asm__ volatile("" : : "r"(table) : "memory");
    int same = stored == local && table[0] == stored && table[2] == stored;
    int same_global = stored_global == global_one && table[1] == stored_global && table[3] == stored_global;
    int value = kept ? kept() : one();
    kept = table[PATCHED ? 2 : 0];
    printf("%d:%s:%s:%d\n", value, same ? "same" : "other", same_global ? "same" : "other", stored_global());
}
// file: other
int global_one(void) { volatile int one = 1; return one + PATCHED; }
