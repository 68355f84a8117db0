#ifndef TICKETD_QUEUE_H
#define TICKETD_QUEUE_H

#include <pthread.h>
#include <stdbool.h>

/* A connection and the part of its next request that has come so far. */
struct connection {
    int fd;
    size_t used;
    struct connection *next_waiting; /* in the queue */
    struct connection *previous, *next; /* among all that are open */
    char buffer[1024];
};

/* Connections with something to read, in the order in which it came. */
struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct connection *first, *last;
    bool closed;
};

void queue_init(struct queue *queue);

void queue_put(struct queue *queue, struct connection *connection);

/* Waits for a connection; NULL once the queue is closed. */
struct connection *queue_take(struct queue *queue);

/* Lets everybody who waits, and whoever comes later, go empty-handed. */
void queue_close(struct queue *queue);

#endif
