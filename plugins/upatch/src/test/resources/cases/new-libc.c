// flags: -O2
// flags: -O2 -fPIC
// flags: -O2 -fno-plt
// expect: a | hello:5:2:o:yes | a
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
void step(void) {
#if PATCHED
    char *volatile buffer = malloc(20);
    volatile int five = 6;
    memcpy(buffer, "hello", five);
    char *volatile copy = strdup(buffer);
    int n = (int) strlen(copy);
    memset(copy, 'o', 2);
    char last = *strrchr(buffer, 'o');
    size_t (*volatile length)(const char *) = strlen;
    printf("%s:%d:%d:%c:%s\n", buffer, n, atoi(strchr("12", '2')), last, length("abc") == 3 ? "yes" : "no");
    free(buffer);
    free(copy);
#else
    puts("a");
#endif
}
