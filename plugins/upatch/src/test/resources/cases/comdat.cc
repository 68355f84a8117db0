// flags: -O2
// flags: -O0
// expect: 11:12 13:14 | 115:116 117:118 | 19:20
#include <cstdio>
inline __attribute__((noinline)) int shared_count() { static int count; return ++count; }
template <class T> __attribute__((noinline)) T fare(T n) { return n * 2 + shared_count() + (PATCHED ? 100 : 0); }
int other(int n);
extern "C" void step() {
    int first = fare(5);
    printf("%d:%d\n", first, other(5));
}
// file: other
inline __attribute__((noinline)) int shared_count() { static int count; return ++count; }
template <class T> __attribute__((noinline)) T fare(T n) { return n * 2 + shared_count() + (PATCHED ? 100 : 0); }
int other(int n) { return fare(n); }
