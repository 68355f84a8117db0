#include "journal.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

enum { LINES = 64, LINE_SIZE = 96 };

static char ring[LINES][LINE_SIZE];
static unsigned long written;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void journal_write(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    pthread_mutex_lock(&lock);
    vsnprintf(ring[written % LINES], LINE_SIZE, format, arguments);
    written++;
    pthread_mutex_unlock(&lock);
    va_end(arguments);
}

void journal_newest(char *text, size_t size)
{
    pthread_mutex_lock(&lock);
    snprintf(text, size, "line %lu: %s", written, written == 0 ? "" : ring[(written - 1) % LINES]);
    pthread_mutex_unlock(&lock);
}
