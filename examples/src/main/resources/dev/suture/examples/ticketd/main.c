/*
 * ticketd [-p PORT] [-w WORKERS]: a ticket office on 127.0.0.1. Clients send a line and get a line:
 *
 *     QUOTE adult=3 child=2
 *     OK 5 travellers, ... EUR
 *
 * SIGTERM and SIGINT end it.
 */
#include "journal.h"
#include "server.h"
#include "stats.h"

#include <err.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static unsigned long number_argument(const char *text, unsigned long least, unsigned long most)
{
    char *end = NULL;
    unsigned long number = strtoul(text, &end, 10);

    if (end == text || *end != '\0' || number < least || number > most)
        errx(2, "%s is not a number from %lu to %lu", text, least, most);
    return number;
}

int main(int argc, char **argv)
{
    unsigned long port = 0, workers = 4;
    sigset_t ending;
    int option, received = 0;

    while ((option = getopt(argc, argv, "p:w:")) != -1) {
        switch (option) {
        case 'p':
            port = number_argument(optarg, 0, 65535);
            break;
        case 'w':
            workers = number_argument(optarg, 1, 256);
            break;
        default:
            fprintf(stderr, "usage: ticketd [-p PORT] [-w WORKERS]\n");
            return 2;
        }
    }

    /* Blocked before any thread starts, so that all inherit it and only sigwait below gets them. */
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, NULL);

    stats_start((unsigned)workers);
    printf("listening on 127.0.0.1:%u\n", server_start((uint16_t)port, (unsigned)workers));
    fflush(stdout);
    sigwait(&ending, &received);
    journal_write("ending on signal %d", received);
    server_stop();
    printf("ended\n");
    return 0;
}
