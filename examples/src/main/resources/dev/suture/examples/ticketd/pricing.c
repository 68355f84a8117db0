#include "pricing.h"

#include "journal.h"

#include <stdatomic.h>
#include <stdio.h>

enum { ADULT, CHILD, STUDENT, SENIOR, BICYCLE, FARES };

struct fare {
    const char *name;
    uint32_t cents;
    atomic_ulong quoted;
};

static struct fare fares[FARES] = {
    {"adult", 4200, 0}, {"child", 2100, 0}, {"student", 2940, 0}, {"senior", 3360, 0}, {"bicycle", 600, 0},
};

/* From how many travellers on a group saves how much. */
static const struct {
    uint32_t travellers;
    double discount;
} group_tiers[] = {
    {5, 0.10},
    {10, 0.15},
    {20, 0.25},
};

static uint32_t charge(int kind, uint32_t count)
{
    if (count == 0)
        return 0;
    atomic_fetch_add_explicit(&fares[kind].quoted, count, memory_order_relaxed);
    return fares[kind].cents * count;
}

double group_discount(uint32_t travellers)
{
    double discount = 0.0;

    for (size_t tier = 0; tier < sizeof group_tiers / sizeof group_tiers[0]; tier++) {
        if (travellers > group_tiers[tier].travellers)
            discount = group_tiers[tier].discount;
    }
    return discount;
}

void price_party(const struct party *party, struct price *price)
{
    static atomic_ulong quotes;
    unsigned long number = atomic_fetch_add_explicit(&quotes, 1, memory_order_relaxed) + 1;
    uint32_t full = charge(ADULT, party->adults) + charge(CHILD, party->children) + charge(STUDENT, party->students)
        + charge(SENIOR, party->seniors) + charge(BICYCLE, party->bicycles);

    price->travellers = party_travellers(party);
    price->discount = group_discount(price->travellers);
    price->cents = (uint32_t)(full * (1.0 - price->discount) + 0.5);
    journal_write("quote %lu: %u travellers, %u cents", number, price->travellers, price->cents);
}

void describe_fares(char *text, size_t size)
{
    size_t used = 0;

    for (int kind = 0; kind < FARES && used < size; kind++) {
        int written = snprintf(text + used, size - used, "%s%s=%u.%02u (quoted %lu)", kind == 0 ? "" : " ",
            fares[kind].name, fares[kind].cents / 100, fares[kind].cents % 100,
            atomic_load_explicit(&fares[kind].quoted, memory_order_relaxed));

        if (written < 0)
            break;
        used += (size_t)written;
    }
}
