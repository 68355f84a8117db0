#ifndef TICKETD_PARTY_H
#define TICKETD_PARTY_H

#include <stdint.h>

/* Who travels together, and their bicycles. */
struct party {
    uint32_t adults;
    uint32_t children;
    uint32_t students;
    uint32_t seniors;
    uint32_t bicycles;
};

/*
 * Reads "adult=3 child=2 ..." into a party; the text is taken apart while it is read. Returns NULL, or a sentence
 * for the client if the text is not a party.
 */
const char *party_parse(char *text, struct party *party);

/* How many people travel; bicycles are no people. */
uint32_t party_travellers(const struct party *party);

#endif
