#ifndef TICKETD_STATS_H
#define TICKETD_STATS_H

#include <stddef.h>

/* Starts the clock that the uptime counts from. */
void stats_start(unsigned workers);

void stats_count_request(void);

/* One beat of the metronome: updates the moving average of requests. */
void stats_tick(double seconds);

/* Writes "pid=... uptime=... served=... ticks=... rate=... workers=...". */
void stats_describe(char *text, size_t size);

#endif
