/*
 * A program of the soaks: threads that ask its patched part questions all the time, and know which two answers there may be.
 */
#ifndef SOAK_H
#define SOAK_H

#ifdef __cplusplus
extern "C" {
#endif

enum kind { OF_BASE, OF_PATCHED, KINDS };

/* The part that is compiled twice, or what calls it. A negative question waits inside until it is let go. */
long answer(long question);

/* What there is to be said to a question by the base and by the patched program. */
long right_answer(long question, enum kind kind);

/* Returns when the program gets SIGUSR2. */
void wait_inside(void);

#ifdef __cplusplus
}
#endif
#endif
