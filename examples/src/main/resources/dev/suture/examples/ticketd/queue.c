#include "queue.h"

#include <stddef.h>

void queue_init(struct queue *queue)
{
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, NULL);
    queue->first = queue->last = NULL;
    queue->closed = false;
}

void queue_put(struct queue *queue, struct connection *connection)
{
    connection->next_waiting = NULL;
    pthread_mutex_lock(&queue->lock);
    if (queue->last == NULL)
        queue->first = connection;
    else
        queue->last->next_waiting = connection;
    queue->last = connection;
    pthread_cond_signal(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}

struct connection *queue_take(struct queue *queue)
{
    struct connection *connection = NULL;

    pthread_mutex_lock(&queue->lock);
    while (queue->first == NULL && !queue->closed)
        pthread_cond_wait(&queue->filled, &queue->lock);
    if (!queue->closed) {
        connection = queue->first;
        queue->first = connection->next_waiting;
        if (queue->first == NULL)
            queue->last = NULL;
    }
    pthread_mutex_unlock(&queue->lock);
    return connection;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}
