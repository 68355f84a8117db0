#include "protocol.h"

#include "journal.h"
#include "party.h"
#include "pricing.h"
#include "stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum command { PING, FARES, QUOTE, DISCOUNT, STATS, LOG, HELP, QUIT, COMMANDS };

static const char *const command_names[COMMANDS] = {
    "PING", "FARES", "QUOTE", "DISCOUNT", "STATS", "LOG", "HELP", "QUIT",
};

static enum command command_of(const char *name)
{
    for (int command = 0; command < COMMANDS; command++) {
        if (strcmp(command_names[command], name) == 0)
            return (enum command)command;
    }
    return COMMANDS;
}

static void answer_quote(char *arguments, char *reply, size_t size)
{
    struct party party;
    struct price price;
    const char *complaint = party_parse(arguments, &party);

    if (complaint != NULL) {
        snprintf(reply, size, "ERR %s\n", complaint);
        return;
    }
    price_party(&party, &price);
    if (price.discount > 0.0)
        snprintf(reply, size, "OK %u travellers, %u.%02u EUR, group fare -%.0f%%\n", price.travellers,
            price.cents / 100, price.cents % 100, price.discount * 100.0);
    else
        snprintf(reply, size, "OK %u travellers, %u.%02u EUR\n", price.travellers, price.cents / 100,
            price.cents % 100);
}

static void answer_discount(const char *arguments, char *reply, size_t size)
{
    snprintf(reply, size, "OK %.0f%%\n", group_discount((uint32_t)strtoul(arguments, NULL, 10)) * 100.0);
}

bool protocol_answer(char *request, char *reply, size_t size)
{
    char *arguments = strchr(request, ' ');
    char text[512];

    if (arguments != NULL)
        *arguments++ = '\0';
    else
        arguments = request + strlen(request);
    stats_count_request();
    switch (command_of(request)) {
    case PING:
        snprintf(reply, size, "OK pong\n");
        return true;
    case FARES:
        describe_fares(text, sizeof text);
        break;
    case QUOTE:
        answer_quote(arguments, reply, size);
        return true;
    case DISCOUNT:
        answer_discount(arguments, reply, size);
        return true;
    case STATS:
        stats_describe(text, sizeof text);
        break;
    case LOG:
        journal_newest(text, sizeof text);
        break;
    case HELP:
        snprintf(text, sizeof text, "PING, FARES, QUOTE KIND=COUNT ..., DISCOUNT COUNT, STATS, LOG, HELP, QUIT");
        break;
    case QUIT:
        snprintf(reply, size, "OK bye\n");
        return false;
    default:
        snprintf(reply, size, "ERR unknown command; see HELP\n");
        return true;
    }
    snprintf(reply, size, "OK %s\n", text);
    return true;
}
