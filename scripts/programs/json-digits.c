/* What cJSON makes of a number of 70 digits in an array. */
#include "loop.h"
#include <string.h>
#include "cJSON.h"

static void print_answer(void)
{
    char text[80];
    cJSON *array;

    memset(text, '0', sizeof text);
    memcpy(text, "[1", 2);
    strcpy(text + 71, "]");
    array = cJSON_Parse(text);
    if (array)
        printf("a number of 70 digits: %g", cJSON_GetArrayItem(array, 0)->valuedouble);
    else
        printf("no JSON");
    cJSON_Delete(array);
}

int main(void)
{
    return turns(print_answer);
}
