/* What answer.c has to say. */
#include "soak.h"

long right_answer(long question, enum kind kind)
{
    return kind == OF_BASE ? 4 * question + 11 : 6 * question + 22;
}
