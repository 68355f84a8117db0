#ifndef TICKETD_SERVER_H
#define TICKETD_SERVER_H

#include <stdint.h>

/* Listens on the loopback interface and starts the threads; returns the port. A port of 0 is chosen by the kernel. */
uint16_t server_start(uint16_t port, unsigned workers);

/* Ends the threads and closes every connection. */
void server_stop(void);

#endif
