#ifndef TICKETD_PROTOCOL_H
#define TICKETD_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Answers one request line (without its end; it is taken apart while it is read) with one line, end included.
 * Returns whether the conversation goes on.
 */
bool protocol_answer(char *request, char *reply, size_t size);

#endif
