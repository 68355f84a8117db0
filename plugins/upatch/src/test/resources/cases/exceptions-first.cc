// flags: -O2
// expect: got5 got5 | handled5 handled5 | got5 got5
// link: -lstdc++
#include <cstdio>
#include <new>
#include <vector>
/* The base catches nothing; the patch brings the first handler, a new function with it. */
#if PATCHED
struct Trouble {
    int number;
};
__attribute__((noinline)) static void complain(int number) { throw Trouble{number}; }
#endif
std::vector<int> seen;
__attribute__((noinline)) void work(int number) {
#if PATCHED
    try {
        complain(number);
    } catch (const Trouble &trouble) {
        printf("handled%d\n", trouble.number);
    }
#else
    printf("got%d\n", number);
#endif
}
extern "C" void step(void) {
    seen.push_back(5);
    work(seen.back());
}
