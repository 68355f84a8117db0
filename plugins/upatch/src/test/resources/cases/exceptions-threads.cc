// flags: -O2
// cycles: 3
// expect: sum4000 sum4000 | sum8000 sum8000 | sum4000 sum4000
// link: -pthread
// file: thrower
void raise(int number) { throw number; }
// file: case
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>
void raise(int number);
/* All threads come to the replacement for the first time at once; its arguments are in integer and vector registers. */
__attribute__((noinline)) int caught(int number, double half, float quarter) {
    try {
        raise(number);
    } catch (int got) {
        return (int)(got * (half + half) * (quarter * 4)) * (1 + PATCHED);
    }
    return 0;
}
extern "C" void step(void) {
    std::atomic<int> sum{0};
    std::atomic<bool> go{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; i++)
        threads.emplace_back([&] {
            while (!go) {
            }
            for (int k = 0; k < 500; k++)
                sum += caught(1, 0.5, 0.25f);
        });
    go = true;
    for (std::thread &thread : threads)
        thread.join();
    printf("sum%d\n", sum.load());
}
