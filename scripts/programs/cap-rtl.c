/* What FriBidi makes of a byte that its test character set CapRTL does not have. */
#include "loop.h"
#include <fribidi.h>

static void print_answer(void)
{
    FriBidiChar characters[2] = {0, 0};

    need(fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_CAP_RTL, "a\xff", 2, characters) == 2, "fribidi_charset_to_unicode");
    need(characters[0] == 'a', "the letter a");
    printf("U+%04X", (unsigned) characters[1]);
}

int main(void)
{
    return turns(print_answer);
}
