// flags: -O2
// flags: -O2 -fno-pie
// expect: 1:env 2:env | 103:env 104:env | 5:env
#include <stdio.h>
#include <unistd.h>
extern char **environ;
static int count;
void step(void) { fprintf(stdout, "%d:%s\n", ++count + (PATCHED ? 100 : 0), environ && environ[0] ? "env" : "none"); }
