/* Says what a function answers, in the first call of it and as the first thing that it does; then it stays, if asked to. */
#include <stdio.h>
#include <unistd.h>

static __attribute__((noipa)) const char *answer(void)
{
    return "base";
}

int main(int argc, char **argv)
{
    (void) argv;
    puts(answer());
    fflush(stdout);
    if (argc > 1)
        pause();
    return 0;
}
