// flags: -O2
// flags: -O0
// flags: -O2 -fPIC
// cycles: 3
// expect: range1 other1 range1 other1 | range2 other2 range2 other2 | range1 other1 range1 other1
// file: thrower
#include <stdexcept>
#include <string>
int turn;
std::string pick(int index) {
    if (++turn % 2)
        return std::string("only one").substr(100 + index);
    throw 7;
}
// file: case
#include <cstdio>
#include <stdexcept>
#include <string>
std::string pick(int index);
struct Guard {
    int *count;
    ~Guard() { ++*count; }
};
__attribute__((noinline)) int careful(int index) {
    int cleaned = 0;
    try {
        Guard guard{&cleaned};
        std::string text = pick(index) + (PATCHED ? "patched" : "base");
        return (int)text.size();
    } catch (const std::out_of_range &) {
        printf("range%d\n", cleaned + PATCHED);
    } catch (...) {
        printf("other%d\n", cleaned + PATCHED);
    }
    return -1;
}
extern "C" void step(void) { careful(3); }
