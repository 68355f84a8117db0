/*
 * Compiled with PATCHED 0 and 1. All three functions differ, and an answer that some of them give as the base and others as the
 * patched program is neither's: they have to change at one moment, while no thread is inside any.
 */
#include "soak.h"

__attribute__((noipa)) static long first_part(long question)
{
    return question * (PATCHED ? 5 : 3);
}

__attribute__((noipa)) static long second_part(long question)
{
    return question + (PATCHED ? 2 : 1);
}

long answer(long question)
{
    long first = first_part(question);

    if (question < 0)
        wait_inside();
    return first + second_part(question) + (PATCHED ? 20 : 10);
}
