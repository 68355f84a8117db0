// library: lib lib2
// flags: -O1
// flags: -O2 -fno-pie
// expect: 1:61:1:same 2:62:2:same | 103:63:3:same 104:64:4:same | 5:65:5:same
#include <stdio.h>
extern int lib_total;
int lib_step(void);
int lib_other(void);
int (*lib_pointer(void))(void);
void step(void) {
    int a = lib_step(), b = lib_other();
    printf("%d:%d:%d:%s\n", a, b, lib_total, lib_pointer() == lib_step ? "same" : "other");
}
// file: lib
int lib_total;
int lib_helper(void);
int lib_step(void) { lib_total++; return lib_total + (PATCHED ? lib_helper() : 0); }
int (*lib_pointer(void))(void) { volatile int again = PATCHED; (void) again; return lib_step; }
// file: lib2
int lib_helper(void) { volatile int n = 100; return n; }
int lib_other(void) { static int n = 60; return ++n; }
