#include "party.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum kind { ADULT, CHILD, STUDENT, SENIOR, BICYCLE, KINDS };

static const char *const kind_names[KINDS] = {"adult", "child", "student", "senior", "bicycle"};

static enum kind kind_of(const char *name, size_t length)
{
    for (int kind = 0; kind < KINDS; kind++) {
        if (strlen(kind_names[kind]) == length && memcmp(kind_names[kind], name, length) == 0)
            return (enum kind)kind;
    }
    return KINDS;
}

const char *party_parse(char *text, struct party *party)
{
    char *rest = NULL;

    memset(party, 0, sizeof *party);
    for (char *word = strtok_r(text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        char *equals = strchr(word, '=');
        char *end = NULL;
        unsigned long count;

        if (equals == NULL)
            return "expected KIND=COUNT";
        errno = 0;
        count = strtoul(equals + 1, &end, 10);
        if (end == equals + 1 || *end != '\0' || equals[1] == '-' || errno == ERANGE)
            return "a count is a whole number";
        switch (kind_of(word, (size_t)(equals - word))) {
        case ADULT:
            party->adults += (uint32_t)count;
            break;
        case CHILD:
            party->children += (uint32_t)count;
            break;
        case STUDENT:
            party->students += (uint32_t)count;
            break;
        case SENIOR:
            party->seniors += (uint32_t)count;
            break;
        case BICYCLE:
            party->bicycles += (uint32_t)count;
            break;
        default:
            return "nobody travels as that; see FARES";
        }
    }
    return NULL;
}

uint32_t party_travellers(const struct party *party)
{
    return party->adults + party->children + party->students + party->seniors;
}
