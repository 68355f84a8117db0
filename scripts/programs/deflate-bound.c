/* How much room zlib says that nothing at all needs when it is stored, with the largest memory level, and what it takes. */
#include "loop.h"
#include <string.h>
#include <zlib.h>

static void print_answer(void)
{
    unsigned char room[64];
    z_stream stream;
    unsigned long bound;

    memset(&stream, 0, sizeof stream);
    need(deflateInit2(&stream, Z_NO_COMPRESSION, Z_DEFLATED, MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK,
         "deflateInit2");
    bound = deflateBound(&stream, 0);
    stream.next_out = room;
    stream.avail_out = sizeof room;
    need(deflate(&stream, Z_FINISH) == Z_STREAM_END, "deflate");
    printf("at most %lu bytes, taken %lu", bound, stream.total_out);
    need(deflateEnd(&stream) == Z_OK, "deflateEnd");
}

int main(void)
{
    return turns(print_answer);
}
