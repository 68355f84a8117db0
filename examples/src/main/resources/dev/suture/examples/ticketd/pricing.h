#ifndef TICKETD_PRICING_H
#define TICKETD_PRICING_H

#include "party.h"

#include <stddef.h>
#include <stdint.h>

struct price {
    uint32_t travellers;
    uint32_t cents;
    double discount; /* 0.10 is ten per cent off */
};

/* The share that a group of so many travellers saves. */
double group_discount(uint32_t travellers);

/* What a party pays. */
void price_party(const struct party *party, struct price *price);

/* Writes "adult=42.00 ..." and how often each fare was quoted. */
void describe_fares(char *text, size_t size);

#endif
