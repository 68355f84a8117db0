/*
 * What the programs have in common that show a patched library at work: a thousand times a second, for five minutes at the
 * most, they print the number of the turn and the library's answer on one line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TURNS = 300000, PAUSE_MICROSECONDS = 1000 };

/* Whatever the library should never say ends the program. */
static void need(int condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "the library failed: %s\n", what);
        exit(1);
    }
}

/* print_answer writes the answer without a line's end. */
static int turns(void (*print_answer)(void))
{
    for (long turn = 1; turn <= TURNS; turn++) {
        printf("%ld ", turn);
        print_answer();
        putchar('\n');
        fflush(stdout);
        usleep(PAUSE_MICROSECONDS);
    }
    return 0;
}
