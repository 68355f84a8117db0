/* Which element of an array of 28 numbers cJSON takes "/1A" for; RFC 6901 knows no such index. */
#include "loop.h"
#include "cJSON.h"
#include "cJSON_Utils.h"

static cJSON *array;

static void print_answer(void)
{
    const cJSON *found = cJSONUtils_GetPointer(array, "/1A");

    need(cJSONUtils_GetPointer(array, "/12")->valueint == 12, "cJSONUtils_GetPointer");
    if (found)
        printf("element %d", found->valueint);
    else
        printf("no element");
}

int main(void)
{
    array = cJSON_CreateArray();
    for (int number = 0; number < 28; number++)
        cJSON_AddItemToArray(array, cJSON_CreateNumber(number));
    return turns(print_answer);
}
