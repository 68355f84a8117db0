#ifndef TICKETD_JOURNAL_H
#define TICKETD_JOURNAL_H

#include <stddef.h>

/* Keeps a line, and forgets the oldest one when the journal is full. */
void journal_write(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Copies the newest line. */
void journal_newest(char *text, size_t size);

#endif
