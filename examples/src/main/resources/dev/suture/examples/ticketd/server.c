#include "server.h"

#include "journal.h"
#include "protocol.h"
#include "queue.h"
#include "stats.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 64, REPLY_SIZE = 640, SEND_TIMEOUT_MS = 1000, TICK_MS = 20 };

static int listener, poller, wake;
static struct queue readable;
static atomic_bool stopping;

static pthread_mutex_t open_lock = PTHREAD_MUTEX_INITIALIZER;
static struct connection *open_connections;

static pthread_t acceptor, metronome, *workers;
static unsigned worker_count;

static void connection_close(struct connection *connection)
{
    pthread_mutex_lock(&open_lock);
    if (connection->previous != NULL)
        connection->previous->next = connection->next;
    else
        open_connections = connection->next;
    if (connection->next != NULL)
        connection->next->previous = connection->previous;
    pthread_mutex_unlock(&open_lock);
    close(connection->fd);
    free(connection);
}

static void connection_open(int fd)
{
    struct connection *connection = calloc(1, sizeof *connection);
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT, .data.ptr = connection};

    if (connection == NULL) {
        close(fd);
        return;
    }
    connection->fd = fd;
    pthread_mutex_lock(&open_lock);
    connection->next = open_connections;
    if (open_connections != NULL)
        open_connections->previous = connection;
    open_connections = connection;
    pthread_mutex_unlock(&open_lock);
    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) != 0)
        connection_close(connection);
}

static bool send_all(int fd, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, text, length, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (sent >= 0) {
            text += sent;
            length -= (size_t)sent;
        } else if (errno == EAGAIN) {
            struct pollfd writable = {.fd = fd, .events = POLLOUT};

            if (poll(&writable, 1, SEND_TIMEOUT_MS) <= 0)
                return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

/* Answers every complete line in the buffer; returns whether the connection stays. */
static bool answer_lines(struct connection *connection)
{
    char *line = connection->buffer;
    char *end;

    while ((end = memchr(line, '\n', connection->used - (size_t)(line - connection->buffer))) != NULL) {
        char reply[REPLY_SIZE];
        bool stays;

        *end = '\0';
        if (end > line && end[-1] == '\r')
            end[-1] = '\0';
        stays = protocol_answer(line, reply, sizeof reply);
        if (!send_all(connection->fd, reply, strlen(reply)) || !stays)
            return false;
        line = end + 1;
    }
    connection->used -= (size_t)(line - connection->buffer);
    memmove(connection->buffer, line, connection->used);
    if (connection->used == sizeof connection->buffer) {
        static const char complaint[] = "ERR the line is too long\n";

        send_all(connection->fd, complaint, sizeof complaint - 1);
        return false;
    }
    return true;
}

static bool serve(struct connection *connection)
{
    ssize_t got = recv(connection->fd, connection->buffer + connection->used,
        sizeof connection->buffer - connection->used, MSG_DONTWAIT);

    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    if (got == 0)
        return false;
    connection->used += (size_t)got;
    return answer_lines(connection);
}

static void *work(void *unused)
{
    struct connection *connection;

    (void)unused;
    while ((connection = queue_take(&readable)) != NULL) {
        struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT, .data.ptr = connection};

        if (!serve(connection) || epoll_ctl(poller, EPOLL_CTL_MOD, connection->fd, &event) != 0)
            connection_close(connection);
    }
    return NULL;
}

static void *accept_connections(void *unused)
{
    struct epoll_event events[EVENTS];

    (void)unused;
    while (!atomic_load(&stopping)) {
        int count = epoll_wait(poller, events, EVENTS, -1);

        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr == &wake)
                continue;
            if (events[i].data.ptr == &listener) {
                int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

                if (fd >= 0)
                    connection_open(fd);
            } else {
                queue_put(&readable, events[i].data.ptr);
            }
        }
    }
    return NULL;
}

/* Beats all the time, so that there is always a thread at work. */
static void *beat(void *unused)
{
    const struct timespec pause = {.tv_nsec = TICK_MS * 1000000L};

    (void)unused;
    while (!atomic_load(&stopping)) {
        nanosleep(&pause, NULL);
        stats_tick(TICK_MS * 1e-3);
    }
    return NULL;
}

static void watch(int fd, void *key)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = key};

    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) != 0)
        err(1, "epoll_ctl");
}

static void start_thread(pthread_t *thread, void *(*body)(void *), const char *name)
{
    int error = pthread_create(thread, NULL, body, NULL);

    if (error != 0)
        errx(1, "thread %s cannot be started: %s", name, strerror(error));
    pthread_setname_np(*thread, name);
}

uint16_t server_start(uint16_t port, unsigned count)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t length = sizeof address;
    int yes = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    poller = epoll_create1(EPOLL_CLOEXEC);
    wake = eventfd(0, EFD_CLOEXEC);
    if (listener < 0 || poller < 0 || wake < 0)
        err(1, "no socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 128) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0)
        err(1, "cannot listen on 127.0.0.1:%u", port);
    watch(listener, &listener);
    watch(wake, &wake);

    queue_init(&readable);
    worker_count = count;
    workers = calloc(count, sizeof *workers);
    if (workers == NULL)
        err(1, "no memory for %u workers", count);
    for (unsigned i = 0; i < count; i++)
        start_thread(&workers[i], work, "worker");
    start_thread(&metronome, beat, "metronome");
    start_thread(&acceptor, accept_connections, "acceptor");
    journal_write("started with %u workers", count);
    return ntohs(address.sin_port);
}

void server_stop(void)
{
    uint64_t one = 1;

    atomic_store(&stopping, true);
    if (write(wake, &one, sizeof one) != sizeof one)
        err(1, "the acceptor cannot be woken");
    pthread_join(acceptor, NULL);
    queue_close(&readable);
    for (unsigned i = 0; i < worker_count; i++)
        pthread_join(workers[i], NULL);
    pthread_join(metronome, NULL);
    while (open_connections != NULL)
        connection_close(open_connections);
    free(workers);
    close(listener);
    close(poller);
    close(wake);
}
